import { describeSecretLinks } from './secret-links';

describeSecretLinks('sqlite');
