import { describeSameMoment } from './same-moment';

describeSameMoment('sqlite');
