import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { DEMO } from './builds.mjs';

export const ENV_FILE = path.join(DEMO, '.env');

const secret = (bytes = 32) => randomBytes(bytes).toString('hex');

/** Writes the demo's own secrets once; the file is not committed. */
export const makeSecretsIfMissing = () => {
  if (existsSync(ENV_FILE)) return;
  const lines = [
    '# Made by `npm run demo` at its first start. Delete it together with demo/.tmp to begin anew.',
    `APP_KEYS=${secret()},${secret()}`,
    `ADMIN_JWT_SECRET=${secret()}`,
    `API_TOKEN_SALT=${secret()}`,
    `TRANSFER_TOKEN_SALT=${secret()}`,
    `ENCRYPTION_KEY=${secret()}`,
  ];
  writeFileSync(ENV_FILE, `${lines.join('\n')}\n`, { mode: 0o600 });
};
