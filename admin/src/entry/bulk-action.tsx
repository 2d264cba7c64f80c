import { type BulkActionComponent } from '@strapi/content-manager/strapi-admin';
import { useQueryParams } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';

import { bulkAddress, MOST_ROWS } from '../bulk/model/address';
import { MenuIcon } from '../components/menu-icon';
import { PERMISSIONS } from '../permissions';
import { messageId } from '../translations/locales';
import { useHolds, useTypeTakesMedia } from './use-entry';

const icon = <MenuIcon />;

/**
 * "Publish to TikTok" for the selected entries. It only opens a page with their ids: a selection spans
 * pages, and the rows carry no media.
 */
export const PublishSelected: BulkActionComponent = ({ documents, model, collectionType }) => {
  const { formatMessage } = useIntl();
  const navigate = useNavigate();
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const hasMedia = useTypeTakesMedia({ model, collectionType });
  const mayCompose = useHolds(PERMISSIONS.composePosts);
  if (!hasMedia || !mayCompose || documents.length === 0) return null;

  const action = {
    label: formatMessage({ id: messageId('action.publish'), defaultMessage: 'Publish to TikTok' }),
    icon,
    variant: 'secondary' as const,
  };
  const documentIds = [...new Set(documents.map(({ documentId }) => documentId))];
  if (documentIds.length <= MOST_ROWS) {
    const locale = query.plugins?.i18n?.locale ?? null;
    const address = bulkAddress({ kind: 'entries', uid: model, documentIds, locale });
    return { ...action, onClick: () => navigate(address) };
  }
  return {
    ...action,
    dialog: {
      type: 'notification',
      status: 'warning',
      title: formatMessage({
        id: messageId('action.tooMany'),
        defaultMessage: 'Too many entries',
      }),
      content: formatMessage(
        {
          id: messageId('action.tooMany.what'),
          defaultMessage: 'At most {limit} entries fit into one table. Select fewer.',
        },
        { limit: MOST_ROWS },
      ),
    },
  };
};
