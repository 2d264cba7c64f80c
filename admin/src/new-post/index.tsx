import { BackButton, Layouts, Page } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../permissions';
import { Texts, useTexts } from '../translations';
import { NewPostForm } from './new-post-form';

const SUBJECTS = ['composer', 'posts'] as const;

const Content = () => {
  const { t } = useTexts();
  return (
    <Page.Main>
      <Page.Title>{t('composer.new')}</Page.Title>
      <Layouts.Header
        title={t('composer.new')}
        subtitle={t('composer.new.subtitle')}
        navigationAction={<BackButton fallback="/plugins/tiktok" />}
      />
      <Layouts.Content>
        <NewPostForm />
      </Layouts.Content>
    </Page.Main>
  );
};

/** The page "New post". Loaded when it is opened. */
const NewPostPage = () => (
  <Page.Protect permissions={PERMISSIONS.composePosts}>
    <Texts subjects={SUBJECTS}>
      <Content />
    </Texts>
  </Page.Protect>
);

export default NewPostPage;
