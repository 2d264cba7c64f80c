import { Button, Link, Td, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type SecretLink } from '../../../contracts/secret-links';
import { type TablePlace } from '../components/table-place';
import { useTexts } from '../translations';

/** Who made a link, in words. */
export const useMaker = () => {
  const { t } = useTexts();
  return ({ kind, madeBy }: SecretLink): string =>
    madeBy ?? t(kind === 'feed' ? 'handover.all.gone' : 'handover.all.reminder');
};

const Shows = ({ post }: Pick<SecretLink, 'post'>) => {
  const { t } = useTexts();
  if (post === null) return <Typography>{t('handover.all.calendar')}</Typography>;
  const numbered = t('handover.all.post', { id: post.id });
  // Without its title it is a post that this person may not see: a link would lead nowhere.
  return post.title === null ? (
    <Typography>{numbered}</Typography>
  ) : (
    <Link tag={NavLink} to={`/plugins/tiktok/posts/${post.id}`}>
      {post.title || numbered}
    </Link>
  );
};

interface SecretLinkRowProps extends TablePlace {
  link: SecretLink;
  mayRevoke: boolean;
  onRevoke: () => void;
}

/** One secret link: what it shows, whose it is, how long it lives. */
export const SecretLinkRow = ({ link, mayRevoke, onRevoke, ...place }: SecretLinkRowProps) => {
  const { t, dateTime } = useTexts();
  const makerOf = useMaker();
  const { kind, post, createdAt, expiresAt, lastOpenedAt, opens } = link;
  return (
    <Tr {...place}>
      <Td>
        <Typography tag="p">{t(`handover.kind.${kind}`)}</Typography>
        {!opens && (
          <Typography tag="p" variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
            {t('handover.all.rests')}
          </Typography>
        )}
      </Td>
      <Td>
        <Shows post={post} />
      </Td>
      <Td>
        <Typography>{makerOf(link)}</Typography>
      </Td>
      <Td>
        <Typography>{dateTime(createdAt)}</Typography>
      </Td>
      <Td>
        <Typography>
          {expiresAt === null ? t('handover.all.unlimited') : dateTime(expiresAt)}
        </Typography>
      </Td>
      <Td>
        <Typography>
          {lastOpenedAt === null ? t('handover.all.never') : dateTime(lastOpenedAt)}
        </Typography>
      </Td>
      <Td>
        {mayRevoke && (
          <Button
            size="S"
            variant="danger-light"
            aria-label={t('handover.revoke.named', {
              kind: t(`handover.kind.${kind}`),
              time: dateTime(createdAt),
            })}
            onClick={onRevoke}
          >
            {t('handover.revoke')}
          </Button>
        )}
      </Td>
    </Tr>
  );
};
