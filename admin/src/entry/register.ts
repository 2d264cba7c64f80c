import { type ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { type PluginDefinition } from '@strapi/strapi/admin';

import { PublishToTikTok } from './action';
import { TikTokPanel } from './panel';

type App = Parameters<PluginDefinition['register']>[0];
type ContentManagerApis = ContentManagerPlugin['config']['apis'];

/**
 * Adds the side panel and the document action to the Content Manager's edit view. Loaded with every
 * admin page: what they show is loaded when an entry is opened.
 */
export const registerEntry = (app: App): void => {
  const apis = app.getPlugin('content-manager')?.apis as ContentManagerApis | undefined;
  apis?.addEditViewSidePanel([TikTokPanel]);
  apis?.addDocumentAction([PublishToTikTok]);
};
