import { describeSecretLinks } from './secret-links';

describeSecretLinks('mariadb');
