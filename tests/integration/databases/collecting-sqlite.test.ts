import { describeCollecting } from './collecting';

describeCollecting('sqlite');
