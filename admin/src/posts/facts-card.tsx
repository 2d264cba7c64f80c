import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type EntrySource, type PostView } from '../../../contracts/posts';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { Fact, Facts } from './fact';

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
  const made = dateTime(post.createdAt);
  return (
    <Card title={t('posts.facts')}>
      <Facts>
        <Fact name={t('posts.account')}>
          {account.handle === null ? account.nickname : `${account.nickname} (@${account.handle})`}
        </Fact>
        <Fact name={t('posts.shareType')}>{t(`posts.shareType.${post.shareType}`)}</Fact>
        <Fact name={t('posts.kind')}>{t(`posts.kind.${post.kind}`)}</Fact>
        <Fact name={t('posts.transfer')}>{t(`posts.transfer.${post.transfer}`)}</Fact>
        <Fact name={t('posts.made')}>
          {createdBy === null ? made : t('posts.madeBy', { time: made, name: createdBy })}
        </Fact>
        <Fact name={t('posts.scheduledFor')}>{post.scheduledAt && dateTime(post.scheduledAt)}</Fact>
        <Fact name={t('posts.publishedAt')}>{post.publishedAt && dateTime(post.publishedAt)}</Fact>
        <Fact name={t('posts.nextStep')}>{post.nextStepAt && dateTime(post.nextStepAt)}</Fact>
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
