// Where MariaDB is on this machine; also asked by `npm test`, to say what cannot run without it.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Debian keeps servers in /usr/sbin, which is not in everybody's PATH. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/opt/homebrew/bin',
];

const find = (name) =>
  FOLDERS.map((folder) => path.join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

export const HOW_TO_INSTALL =
  'MariaDB is not installed. On Debian and Ubuntu: sudo apt-get install mariadb-server. On macOS: brew install mariadb. The tests start a private server; none has to run.';

/** The server and what makes its data directory, or null where either is missing. */
export const findMariaDb = () => {
  const server = find('mariadbd');
  const install = find('mariadb-install-db');
  return server && install ? { server, install } : null;
};
