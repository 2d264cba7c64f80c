import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { health } from '../../../contracts/publisher';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

/** That nothing is sent from here, since the database belongs to another address; where it is decided. */
export const OtherSite = () => {
  const { t } = useTexts();
  const mayRead = useMay('viewPosts');
  const { data } = useTikTokQuery(health, {}, { skip: !mayRead });
  if (data?.stopped?.code !== 'another_installation') return null;
  return (
    <Note
      level="danger"
      action={
        <Link tag={NavLink} to="/plugins/tiktok">
          {t('entry.otherSite.decide')}
        </Link>
      }
    >
      {t('entry.otherSite')}
    </Note>
  );
};
