import { Link } from 'react-router-dom';

import { getAttention } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { Mark } from '../components/mark';
import { Texts, type TextSubject, useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useMay } from '../utils/use-may';

const SUBJECTS: readonly TextSubject[] = ['attention'];

const Count = () => {
  const { t } = useTexts();
  const mayView = useMay('viewPosts');
  const { data } = useTikTokQuery(getAttention, {}, { skip: !mayView });
  const words = data && data.total > 0 ? t('attention.count', { count: data.total }) : null;
  useReadOut(words, 'at once');
  if (words === null) return null;
  return (
    <span>
      <Link to="/plugins/tiktok/attention">
        <Mark tone="danger">{words}</Mark>
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
