import { InputRenderer, type PluginDefinition } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';

import { PERMISSIONS } from '../permissions';
import { messageId } from '../translations/locales';
import { startText } from '../translations/start';
import { takesMedia } from './takes-media';

type App = Parameters<PluginDefinition['register']>[0];
/** What passes through Strapi's hooks of the list; other plugins add to the same lists. */
interface Columns {
  displayedHeaders: unknown[];
}
interface Filters {
  displayedFilters: unknown[];
}

const Cell = lazy(() => import('./list-cell'));
const ViewsCell = lazy(() => import('./list-views-cell'));

/** Repeated from contracts/list-column.ts, which would bring zod into every page's start. */
const LIST_FILTER = '__tiktok';

interface Loaded {
  endpointName?: string;
  data?: unknown;
}
interface ContentManagerData {
  contentTypes: { uid: string; attributes: Record<string, unknown> }[];
  components: { uid: string; attributes: Record<string, unknown> }[];
}

/**
 * What Strapi has in its store of one of its own reads. Strapi's hooks of the list tell neither the
 * type nor the person; where the store tells nothing either, column and filter are shown, and the
 * server answers as it must.
 */
const fromStore = (app: App, endpointName: string): unknown => {
  const state = app.store?.getState() as { adminApi?: { queries?: Record<string, Loaded> } };
  const found = Object.values(state?.adminApi?.queries ?? {}).find(
    (query) => query?.endpointName === endpointName && query.data !== undefined,
  );
  return found?.data;
};

/** Whether the list in view is of a type that can hold media, before someone who may see posts. */
const isWanted = (app: App): boolean => {
  const held = fromStore(app, 'getMyPermissions') as { action: string }[] | undefined;
  const actions: string[] = PERMISSIONS.postsPage.map(({ action }) => action);
  if (Array.isArray(held) && !held.some(({ action }) => actions.includes(action))) return false;

  const types = fromStore(app, 'getInitialData') as ContentManagerData | undefined;
  const uid = /\/collection-types\/([^/]+)/.exec(window.location.pathname)?.[1];
  const type = types?.contentTypes?.find((one) => one.uid === uid);
  if (!types || !type) return true;
  const components = Object.fromEntries(types.components.map((one) => [one.uid, one]));
  return takesMedia(type.attributes, components);
};

const column = {
  name: 'tiktok',
  label: { id: messageId('panel.title'), defaultMessage: 'TikTok' },
  searchable: false,
  sortable: false,
  cellFormatter: (row: { documentId: string }, _header: unknown, { model }: { model: string }) => (
    <Suspense fallback={null}>
      <Cell documentId={row.documentId} model={model} />
    </Suspense>
  ),
};

const viewsColumn = {
  name: 'tiktokViews',
  label: { id: messageId('column.views'), defaultMessage: 'TikTok views' },
  searchable: false,
  sortable: false,
  cellFormatter: (row: { documentId: string }, _header: unknown, { model }: { model: string }) => (
    <Suspense fallback={null}>
      <ViewsCell documentId={row.documentId} model={model} />
    </Suspense>
  ),
};

/** Only before who may read insights; where the store tells nothing, the server answers as it must. */
const columnsFor = (app: App) => {
  const held = fromStore(app, 'getMyPermissions') as { action: string }[] | undefined;
  const wanted: string[] = PERMISSIONS.readInsights.map(({ action }) => action);
  const mayRead = Array.isArray(held) && held.some(({ action }) => wanted.includes(action));
  return mayRead ? [column, viewsColumn] : [column];
};

const filter = () => ({
  name: LIST_FILTER,
  type: 'enumeration',
  label: { id: messageId('column.onTikTok'), defaultMessage: 'On TikTok' },
  input: InputRenderer,
  operators: [
    {
      label: { id: 'components.FilterOptions.FILTER_TYPES.$eq', defaultMessage: 'is' },
      value: '$eq',
    },
  ],
  // Strapi translates labels of filters and operators, but not those of options.
  options: [
    { label: startText('column.notYet', 'not yet'), value: 'no' },
    { label: startText('column.yes', 'yes, or on its way'), value: 'yes' },
  ],
});

/** The TikTok column and the filter "not on TikTok yet" in the Content Manager's lists. */
export const registerListView = (app: App): void => {
  app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', (given: Columns) =>
    isWanted(app)
      ? { ...given, displayedHeaders: [...given.displayedHeaders, ...columnsFor(app)] }
      : given,
  );
  app.registerHook('Admin/CM/pages/ListView/inject-in-filters', (given: Filters) =>
    isWanted(app) ? { ...given, displayedFilters: [...given.displayedFilters, filter()] } : given,
  );
};
