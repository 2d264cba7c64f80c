import { Widget } from '@strapi/strapi/admin';

import { getAttention } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { AttentionList } from '../attention/attention-list';
import { Loaded } from '../components/loaded';
import { Texts, type TextSubject } from '../translations';

const SUBJECTS: readonly TextSubject[] = ['attention'];

const Content = () => {
  // A homepage is looked at once in a while: what it shows is asked anew each time.
  const read = useTikTokQuery(getAttention, {}, { fresh: true });
  return <Loaded read={read}>{(attention) => <AttentionList attention={attention} />}</Loaded>;
};

/** On Strapi's homepage: the next posts, and what needs a hand. */
const TikTokWidget = () => (
  <Texts subjects={SUBJECTS} loading={<Widget.Loading />}>
    <Content />
  </Texts>
);

export default TikTokWidget;
