import { describeSameMoment } from './same-moment';

describeSameMoment('postgres');
