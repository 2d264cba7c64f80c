import { describeCollecting } from './collecting';

describeCollecting('mariadb');
