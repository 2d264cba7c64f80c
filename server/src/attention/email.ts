import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { markup } from '../handover';

const provider = z.object({
  provider: z.string().catch('unknown'),
  settings: z.object({ defaultFrom: z.string().nullish() }).catch({}),
});

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Providers take a plain text for HTML where none is given, and a title may hold anything. */
const asHtml = (text: string): string => {
  const parts = text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? markup`<a href="${part}">${part}</a>` : part));
  return markup`<div style="white-space: pre-wrap">${parts}</div>`.text;
};

/** Strapi's e-mail plugin, as an administrator of the site has set it up. */
export const createEmail = ({ strapi }: { strapi: Core.Strapi }) => ({
  provider: (): string => provider.parse(strapi.config.get('plugin::email', {})).provider,

  /** Names provider and sender: a mail that arrived proves nothing about others. */
  identity(): string {
    const { provider: name, settings } = provider.parse(strapi.config.get('plugin::email', {}));
    return `${name} ${settings.defaultFrom ?? ''}`.trim();
  },

  /** Hands a mail to the provider. Rejects with whatever it says. */
  async send(mail: Mail): Promise<void> {
    await strapi
      .plugin('email')
      .service('email')
      .send({ ...mail, html: asHtml(mail.text) });
  },
});

export type Email = ReturnType<typeof createEmail>;
