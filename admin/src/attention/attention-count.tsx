import { Link } from 'react-router-dom';

import { getAttention } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { Mark } from '../components/mark';
import { Texts, type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';

const SUBJECTS: readonly TextSubject[] = ['attention'];

const Count = () => {
  const { t } = useTexts();
  const mayView = useMay('viewPosts');
  const { data } = useTikTokQuery(getAttention, {}, { skip: !mayView });
  if (!data || data.total === 0) return null;
  return (
    <span role="status">
      <Link to="/plugins/tiktok/attention">
        <Mark tone="danger">{t('attention.count', { count: data.total })}</Mark>
      </Link>
    </span>
  );
};

/** How much needs a hand, for a page's header, with the way there; nothing where nothing does. */
export const AttentionCount = () => (
  <Texts subjects={SUBJECTS} loading={null}>
    <Count />
  </Texts>
);
