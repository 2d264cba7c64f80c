import { type PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Loader } from '@strapi/design-system';
import { lazy, Suspense, useMemo } from 'react';
import { useIntl } from 'react-intl';

import { PERMISSIONS } from '../permissions';
import { messageId } from '../translations/locales';
import { useEntryInView, useHolds } from './use-entry';

const Content = lazy(() => import('./panel-content'));

/** The TikTok panel beside an entry whose type can hold media, for those who may read or compose. */
export const TikTokPanel: PanelComponent = (props) => {
  const { formatMessage } = useIntl();
  const { source, saved, isModified, hasMedia } = useEntryInView(props);
  const mayUse = useHolds(PERMISSIONS.postsPage);
  // Strapi compares what is returned in depth; the same element is quick to compare.
  const content = useMemo(
    () => (
      <Suspense fallback={<Loader small />}>
        <Content source={source} saved={saved} isModified={isModified} />
      </Suspense>
    ),
    [source, saved, isModified],
  );
  if (!hasMedia || !mayUse) return null;
  return {
    title: formatMessage({ id: messageId('panel.title'), defaultMessage: 'TikTok' }),
    content,
  };
};
