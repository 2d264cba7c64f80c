import { type ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { type PluginDefinition } from '@strapi/strapi/admin';

import { PublishToTikTok } from './action';
import { PublishSelected } from './bulk-action';
import { ListComposerHost } from './list-composer-host';
import { registerListView } from './list-view';
import { TikTokPanel } from './panel';
import { PublishRow } from './row-action';

type App = Parameters<PluginDefinition['register']>[0];
type ContentManagerApis = ContentManagerPlugin['config']['apis'];

/**
 * Adds the side panel and the document action to the Content Manager's edit view, and row action, bulk
 * action, column and filter to its lists. Loaded with every admin page: what they show is loaded when
 * it is shown.
 */
export const registerEntry = (app: App): void => {
  const contentManager = app.getPlugin('content-manager');
  const apis = contentManager?.apis as ContentManagerApis | undefined;
  apis?.addEditViewSidePanel([TikTokPanel]);
  apis?.addDocumentAction([PublishToTikTok, PublishRow]);
  apis?.addBulkAction([PublishSelected]);
  contentManager?.injectComponent('listView', 'actions', {
    name: 'tiktok-composer',
    Component: ListComposerHost,
  });
  registerListView(app);
};
