import { testUpgrade } from './upgrade';

describe('a site of 0.1.0 on MariaDB', () => testUpgrade('mariadb'));
