import { describeCollecting } from './collecting';

describeCollecting('postgres');
