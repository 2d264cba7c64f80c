import { styled } from 'styled-components';

import { type PostView } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { serverAddress } from '../utils/server-address';

/** Upright as on a phone; black in both themes, since it shows TikTok. */
const Frame = styled.div`
  flex: none;
  width: 16rem;
  max-width: 100%;
  aspect-ratio: 9 / 16;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: #000;

  video,
  img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
`;

/** What is posted: the video to be played, or the picture that is the cover; nothing where it is gone. */
export const PostPicture = ({ post: { kind, media, content } }: { post: PostView }) => {
  const { t } = useTexts();
  const item = kind === 'photo' ? (media[content.photoCoverIndex] ?? media[0]) : media[0];
  if (!item || item.previewUrl === null) return null;
  const name = t('posts.picture', { name: item.name });
  return (
    <Frame>
      {kind === 'photo' ? (
        <img src={serverAddress(item.previewUrl)} alt={name} />
      ) : (
        <video
          controls
          playsInline
          preload="metadata"
          src={serverAddress(item.previewUrl)}
          aria-label={name}
        />
      )}
    </Frame>
  );
};
