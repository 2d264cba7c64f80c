import { Widget } from '@strapi/strapi/admin';

import { lazy, Suspense } from 'react';

import { getAttention } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { AttentionList } from '../attention/attention-list';
import { Loaded } from '../components/loaded';
import { Texts, type TextSubject } from '../translations';

const Week = lazy(() => import('../insights/week'));

const SUBJECTS: readonly TextSubject[] = ['attention'];

const Content = () => {
  // A homepage is looked at once in a while: what it shows is asked anew each time.
  const read = useTikTokQuery(getAttention, {}, { fresh: true });
  return (
    <>
      <Loaded read={read}>{(attention) => <AttentionList attention={attention} />}</Loaded>
      <Suspense fallback={null}>
        <Week />
      </Suspense>
    </>
  );
};

/** On Strapi's homepage: the next posts, and what needs a hand. */
const TikTokWidget = () => (
  <Texts subjects={SUBJECTS} saysServer={false} loading={<Widget.Loading />}>
    <Content />
  </Texts>
);

export default TikTokWidget;
