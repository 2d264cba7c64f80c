import { type DocumentActionComponent } from '@strapi/content-manager/strapi-admin';
import { useQueryParams } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { MenuIcon } from '../components/menu-icon';
import { PERMISSIONS } from '../permissions';
import { messageId } from '../translations/locales';
import { openComposerFor } from './opened-composer';
import { useHolds, useTypeTakesMedia } from './use-entry';

const icon = <MenuIcon />;

/** "Publish to TikTok" for one row of a list: its published version where there is one. */
export const PublishRow: DocumentActionComponent = ({
  document,
  documentId,
  model,
  collectionType,
}) => {
  const { formatMessage } = useIntl();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const hasMedia = useTypeTakesMedia({ model, collectionType });
  const mayCompose = useHolds(PERMISSIONS.composePosts);
  if (!hasMedia || !mayCompose || !documentId) return null;
  return {
    label: formatMessage({ id: messageId('action.publish'), defaultMessage: 'Publish to TikTok' }),
    icon,
    position: 'table-row' as const,
    onClick: () =>
      openComposerFor({
        uid: model,
        documentId,
        locale: query.plugins?.i18n?.locale ?? null,
        status: document?.status === 'draft' ? 'draft' : 'published',
      }),
  };
};
PublishRow.position = 'table-row';
