import { describeSecretLinks } from './secret-links';

describeSecretLinks('postgres');
