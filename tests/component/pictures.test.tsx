import { waitFor } from '@strapi/strapi/admin/test';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { AccountAvatar } from '../../admin/src/components/account-avatar';
import { serverAddress } from '../../admin/src/utils/server-address';
import { show } from './support';

it('a picture comes from the server, also where the admin is on another origin', async () => {
  const { container } = show(<AccountAvatar nickname="Kim" avatarUrl="/api/tiktok/x?token=1" />);
  await waitFor(() =>
    expect(container.querySelector('img')?.src).toBe('http://localhost:1337/api/tiktok/x?token=1'),
  );
});

it('whole addresses stay as they are', () => {
  expect(serverAddress('https://cdn.example.com/a.jpg')).toBe('https://cdn.example.com/a.jpg');
  expect(serverAddress('blob:http://localhost/1')).toBe('blob:http://localhost/1');
});

it('no page gives a picture or a video an address of its own making', () => {
  const root = path.join(__dirname, '../../admin/src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  expect(files.length).toBeGreaterThan(100);
  const bare = files.flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), 'utf8').matchAll(
        /\bsrc=\{(?!serverAddress\()[^}]*\}/g,
      ),
    ].map(([found]) => `${file}: ${found}`),
  );
  // Drawn or read here, as data: and blob: addresses.
  expect(bare).toEqual([
    `handover/qr-code.tsx: src={drawn.url}`,
    `review/files-card.tsx: src={url}`,
  ]);
});
