/**
 * The public address of a post. TikTok returns none; the form is the one its own apps share (photos
 * under /photo/, T84). The id is a string of digits and is never turned into a number (T80).
 * @param username handle of the account, with or without "@"
 */
export const publicPostUrl = ({
  username,
  postId,
  mediaType,
}: {
  username: string;
  postId: string;
  mediaType: 'video' | 'photo';
}): string =>
  `https://www.tiktok.com/@${encodeURIComponent(username.replace(/^@/, ''))}/${mediaType}/${encodeURIComponent(postId)}`;
