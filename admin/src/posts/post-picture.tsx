import { type PostView } from '../../../contracts/posts';
import { PhoneFrame } from '../components/phone-frame';
import { useTexts } from '../translations';
import { serverAddress } from '../utils/server-address';

/** What is posted: the video to be played, or the picture that is the cover; nothing where it is gone. */
export const PostPicture = ({ post: { kind, media, content } }: { post: PostView }) => {
  const { t } = useTexts();
  const item = kind === 'photo' ? (media[content.photoCoverIndex] ?? media[0]) : media[0];
  if (!item || item.previewUrl === null) return null;
  const name = t('posts.picture', { name: item.name });
  return (
    <PhoneFrame $width={16}>
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
    </PhoneFrame>
  );
};
