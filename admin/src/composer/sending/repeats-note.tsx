import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { Note } from '../../components/note';
import { useTexts } from '../../translations';
import { type Repeat } from './use-repeats';

/** T07: the same text or file was posted to this account before, or is planned. Keeps nothing from going. */
export const RepeatsNote = ({ repeats }: { repeats: readonly Repeat[] }) => {
  const { t, dateTime } = useTexts();
  if (repeats.length === 0) return null;
  return (
    <Note level="warning" title={t('composer.repeats')} announce>
      <Flex tag="span" direction="column" alignItems="stretch" gap={1}>
        {repeats.map(({ what, postId, title, state, at }) => (
          <span key={`${what}:${postId ?? at}`}>
            {t(`composer.repeats.${what}`, {
              state: t(`posts.state.${state}`),
              time: dateTime(at),
            })}{' '}
            {postId === null ? (
              t('composer.repeats.unseen')
            ) : (
              <Link tag={NavLink} to={`/plugins/tiktok/posts/${postId}`} target="_blank">
                {title || t('posts.untitled', { id: postId })}
              </Link>
            )}
          </span>
        ))}
      </Flex>
    </Note>
  );
};
