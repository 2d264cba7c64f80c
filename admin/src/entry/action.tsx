import { type DocumentActionComponent } from '@strapi/content-manager/strapi-admin';
import { useIntl } from 'react-intl';

import { MenuIcon } from '../components/menu-icon';
import { PERMISSIONS } from '../permissions';
import { messageId } from '../translations/locales';
import { openComposerFor } from './opened-composer';
import { useEntryInView, useHolds } from './use-entry';

const icon = <MenuIcon />;

/** "Publish to TikTok" among the entry's actions; says "Save first" where the screen is not saved. */
export const PublishToTikTok: DocumentActionComponent = (props) => {
  const { formatMessage } = useIntl();
  const { source, isModified, hasMedia } = useEntryInView(props);
  const mayCompose = useHolds(PERMISSIONS.composePosts);
  if (!hasMedia || !mayCompose) return null;

  const action = {
    label: formatMessage({
      id: messageId('action.publish'),
      defaultMessage: 'Publish to TikTok',
    }),
    icon,
    variant: 'secondary' as const,
    position: 'panel' as const,
  };
  if (source && !isModified) return { ...action, onClick: () => openComposerFor(source) };
  return {
    ...action,
    dialog: {
      type: 'notification',
      status: 'warning',
      title: formatMessage({ id: messageId('action.saveFirst'), defaultMessage: 'Save first' }),
      content: formatMessage({
        id: messageId('action.saveFirst.why'),
        defaultMessage:
          'A post takes the saved version. Save the entry, then publish it to TikTok.',
      }),
    },
  };
};
PublishToTikTok.position = 'panel';
