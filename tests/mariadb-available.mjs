// Exits 0 if MariaDB can be started on this machine, else says how to install it.
import { findMariaDb, HOW_TO_INSTALL } from './support/mariadb-binaries.mjs';

if (!findMariaDb()) {
  console.error(HOW_TO_INSTALL);
  process.exit(1);
}
