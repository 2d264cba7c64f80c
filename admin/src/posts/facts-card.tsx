import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type EntrySource, type PostView } from '../../../contracts/posts';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { Fact, Facts } from './fact';
import { useShownZone } from './shown-zone';

/** The Content Manager's address of the version that was posted. */
export const entryAddress = ({ uid, documentId, locale, status }: EntrySource): string => {
  const query = new URLSearchParams({ status });
  if (locale) query.set('plugins[i18n][locale]', locale);
  const path = `/content-manager/collection-types/${uid}/${documentId}`;
  return `${path}?${query.toString()}`;
};

/** Account, times and way of a post. */
export const FactsCard = ({ post }: { post: PostView }) => {
  const { t, dateTime } = useTexts();
  const { account, createdBy } = post;
  const zone = useShownZone();
  const time = (at: string | null) => at && dateTime(at, zone);
  const made = dateTime(post.createdAt, zone);
  return (
    <Card title={t('posts.facts')}>
      <Facts>
        <Fact name={t('posts.account')}>
          {account.handle === null ? account.nickname : `${account.nickname} (@${account.handle})`}
        </Fact>
        <Fact
          name={t('posts.shareType')}
          help={t('posts.shareType.help', { what: t(`posts.shareType.help.${post.shareType}`) })}
        >
          {t(`posts.shareType.${post.shareType}`)}
        </Fact>
        <Fact name={t('posts.kind')}>{t(`posts.kind.${post.kind}`)}</Fact>
        <Fact name={t('posts.transfer')}>{t(`posts.transfer.${post.transfer}`)}</Fact>
        <Fact name={t('posts.made')}>
          {createdBy === null ? made : t('posts.madeBy', { time: made, name: createdBy })}
        </Fact>
        <Fact name={t('posts.rule')}>{post.ruleName}</Fact>
        <Fact name={t('posts.scheduledFor')}>
          {post.waitsForEntry ? t('posts.waitsForEntry') : time(post.scheduledAt)}
        </Fact>
        <Fact name={t('posts.publishedAt')}>{time(post.publishedAt)}</Fact>
        <Fact name={t('posts.nextStep')}>{time(post.nextStepAt)}</Fact>
        <Fact name={t('posts.entry')}>
          {post.source && (
            <Link tag={NavLink} to={entryAddress(post.source)}>
              {t('posts.entry.open')}
            </Link>
          )}
        </Fact>
      </Facts>
    </Card>
  );
};
