import { type PluginDefinition } from '@strapi/strapi/admin';

import { messageId } from '../translations/locales';

type App = Pick<Parameters<NonNullable<PluginDefinition['bootstrap']>>[0], 'getPlugin'>;

interface Checkbox {
  name: string;
  type: 'checkbox';
  intlLabel: { id: string; defaultMessage: string };
  description: { id: string; defaultMessage: string };
}

/** The part of the builder's API for other plugins that is used here. */
interface BuilderForms {
  extendContentType: (extension: {
    form: { base: () => Checkbox[]; advanced: () => Checkbox[] };
  }) => void;
}

const isForms = (forms: unknown): forms is BuilderForms =>
  typeof forms === 'object' && forms !== null && 'extendContentType' in forms;

/**
 * The checkbox "TikTok" among a content type's advanced settings, stored in its schema as
 * `pluginOptions.tiktok.enabled`. The builder works in development only.
 */
export const extendTypeBuilder = (app: App): void => {
  const forms: unknown = app.getPlugin('content-type-builder')?.apis['forms'];
  if (!isForms(forms)) return;
  forms.extendContentType({
    form: {
      base: () => [],
      advanced: () => [
        {
          name: 'pluginOptions.tiktok.enabled',
          type: 'checkbox',
          intlLabel: { id: messageId('menu.label'), defaultMessage: 'TikTok' },
          description: {
            id: messageId('type.hint'),
            defaultMessage:
              'Never touched: entries may be posted. Ticked and unticked again: they may not. The TikTok rules page wins.',
          },
        },
      ],
    },
  });
};
