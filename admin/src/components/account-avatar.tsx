import { Box } from '@strapi/design-system';
import { useState } from 'react';
import { styled } from 'styled-components';

import { initials } from '../utils/initials';
import { serverAddress } from '../utils/server-address';

const Round = styled(Box)`
  display: flex;
  flex: none;
  align-items: center;
  justify-content: center;
  overflow: hidden;
  border-radius: 50%;
  font-weight: 600;

  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
`;

interface AccountAvatarProps {
  nickname: string;
  /** Our own signed address; null or broken shows the initials. */
  avatarUrl: string | null;
  /** Edge in rem; 4 if absent. */
  size?: number;
}

/** An account's picture. Decorative: the nickname stands beside it. */
export const AccountAvatar = ({ nickname, avatarUrl, size = 4 }: AccountAvatarProps) => {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = avatarUrl !== null && avatarUrl !== broken;
  return (
    <Round
      background="primary100"
      color="primary700"
      width={`${size}rem`}
      height={`${size}rem`}
      fontSize={`${size * 0.36}rem`}
      aria-hidden
    >
      {shown ? (
        <img src={serverAddress(avatarUrl)} alt="" onError={() => setBroken(avatarUrl)} />
      ) : (
        initials(nickname)
      )}
    </Round>
  );
};
