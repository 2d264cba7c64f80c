import { type PluginDefinition } from '@strapi/strapi/admin';

import { MenuIcon } from './components/menu-icon';
import { registerEntry } from './entry/register';
import { extendTypeBuilder } from './entry/type-builder';
import { PERMISSIONS } from './permissions';
import { messageId } from './translations/locales';
import { registerTrads } from './translations/start';

const label = (key: string, defaultMessage: string) => ({ id: messageId(key), defaultMessage });

/**
 * What the plugin adds to Strapi's admin. Loaded with every admin page, so it holds links and names
 * only; each page, panel and dialog is loaded when opened.
 */
const plugin: PluginDefinition = {
  register(app) {
    app.registerPlugin({ id: 'tiktok', name: 'TikTok' });
    app.addMenuLink({
      to: 'plugins/tiktok',
      icon: MenuIcon,
      intlLabel: label('menu.label', 'TikTok'),
      permissions: PERMISSIONS.postsPage,
      Component: () => import('./posts'),
    });
    app.addSettingsLink({ id: 'tiktok', intlLabel: label('menu.label', 'TikTok') }, [
      {
        id: 'tiktok-app',
        to: 'tiktok/app',
        intlLabel: label('menu.app', 'TikTok app'),
        permissions: PERMISSIONS.settingsPage,
        Component: () => import('./settings'),
      },
      {
        id: 'tiktok-accounts',
        to: 'tiktok/accounts',
        intlLabel: label('menu.accounts', 'Accounts'),
        permissions: PERMISSIONS.accountsPage,
        Component: () => import('./accounts'),
      },
      {
        id: 'tiktok-links',
        to: 'tiktok/links',
        intlLabel: label('menu.links', 'Secret links'),
        permissions: PERMISSIONS.settingsPage,
        Component: () => import('./handover/secret-links'),
      },
      {
        id: 'tiktok-review',
        to: 'tiktok/review',
        intlLabel: label('menu.review', 'Review readiness'),
        permissions: PERMISSIONS.reviewReadiness,
        Component: () => import('./review'),
      },
    ]);
    // Where TikTok's answer arrives: a page of its own, since it is not in the menu.
    app.router.addRoute({
      path: 'settings/tiktok/connected',
      lazy: async () => ({ Component: (await import('./accounts/connected')).default }),
    });
    // What errors link to. Outside the page of posts: some who meet one may not see posts.
    app.router.addRoute({
      path: 'plugins/tiktok/troubleshooting',
      lazy: async () => ({ Component: (await import('./review/troubleshooting')).default }),
    });
    app.widgets.register({
      icon: MenuIcon,
      title: label('widget.title', 'TikTok: next posts, what needs a hand'),
      link: { label: label('menu.label', 'TikTok'), href: '/plugins/tiktok' },
      component: async () => (await import('./widget')).default,
      pluginId: 'tiktok',
      id: 'attention',
      permissions: PERMISSIONS.viewPosts,
    });
    registerEntry(app);
  },
  // The content-type builder is there by now, whatever the order of the plugins.
  bootstrap: extendTypeBuilder,
  registerTrads,
};

export default plugin;
