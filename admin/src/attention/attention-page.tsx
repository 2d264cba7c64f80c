import { Box } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';

import { getAttention } from '../../../contracts/attention';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { AttentionList } from './attention-list';
import { HandRow } from './hand-row';

const SUBJECTS: readonly TextSubject[] = ['attention', 'posts'];

const Content = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(getAttention, {}, { fresh: true });
  return (
    <Page.Main>
      <Page.Title>{t('attention.title')}</Page.Title>
      <Layouts.Header
        title={t('attention.title')}
        subtitle={read.data && t('attention.count', { count: read.data.total })}
        navigationAction={<BackButton fallback="/plugins/tiktok" />}
      />
      <Layouts.Content>
        <Box
          background="neutral0"
          padding={{ initial: 4, medium: 6 }}
          shadow="tableShadow"
          hasRadius
        >
          <Loaded read={read}>
            {(attention) => (
              <AttentionList
                attention={attention}
                renderPost={(post, kind) => <HandRow key={post.id} post={post} kind={kind} />}
              />
            )}
          </Loaded>
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

/** What needs a hand, with the way to each; the count on the list of posts leads here. */
const AttentionPage = () => (
  <TikTokPage permissions={PERMISSIONS.viewPosts} subjects={SUBJECTS}>
    <Content />
  </TikTokPage>
);

export default AttentionPage;
