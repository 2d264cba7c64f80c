import { describeSameMoment } from './same-moment';

describeSameMoment('mariadb');
