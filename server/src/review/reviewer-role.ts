import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type Caller } from '../http/handle';
import { forbidden } from '../http/problem';

export const ROLE_NAME = 'TikTok reviewer';
const CREATE_ROLES = 'admin::roles.create';
const READ_ENTRIES = 'plugin::content-manager.explorer.read';

const role = z.object({ id: z.coerce.number().int() });
const locale = z.array(z.object({ code: z.string() }));
const localized = z.object({ i18n: z.object({ localized: z.literal(true) }) });

const localesOf = async (strapi: Core.Strapi): Promise<string[]> => {
  const i18n = strapi.plugins['i18n'];
  if (!i18n) return [];
  return locale.parse(await i18n.service('locales').find()).map(({ code }) => code);
};

/** See and compose posts, read the site's content and files: no sending, no rules, no settings. */
const leastRights = async (strapi: Core.Strapi) => {
  const locales = await localesOf(strapi);
  const right = (action: string, subject: string | null = null, properties: object = {}) => ({
    action,
    subject,
    properties,
    conditions: [],
  });
  const content = Object.entries(strapi.contentTypes)
    .filter(([uid]) => uid.startsWith('api::'))
    .map(([uid, type]) =>
      right(READ_ENTRIES, uid, {
        fields: Object.keys(type.attributes).filter(
          (name) => !['createdBy', 'updatedBy', 'locale', 'localizations'].includes(name),
        ),
        ...(localized.safeParse(type.pluginOptions).success && { locales }),
      }),
    );
  return [
    right(ACTIONS.viewPosts),
    right(ACTIONS.composePosts),
    right('plugin::upload.read'),
    ...content,
  ];
};

/** The role that a reviewer of TikTok's may be given. */
export const createReviewerRole = ({ strapi }: { strapi: Core.Strapi }) => {
  const find = async (): Promise<number | null> => {
    const found: unknown = await strapi.db
      .query('admin::role')
      .findOne({ where: { name: ROLE_NAME } });
    return found ? role.parse(found).id : null;
  };
  const mayCreate = (caller: Caller): boolean => caller.ability.can(CREATE_ROLES);

  return {
    find,
    mayCreate,

    /** The same one when it exists; its rights are then left as somebody set them. */
    async create(caller: Caller): Promise<number> {
      if (!mayCreate(caller)) {
        throw forbidden(
          'You may not create roles.',
          'Ask a super admin to press the button, or to create the role by hand.',
        );
      }
      const known = await find();
      if (known !== null) return known;
      const service = strapi.service('admin::role');
      const { id } = role.parse(
        await service.create({
          name: ROLE_NAME,
          description: 'For reviewers of TikTok: composes and reads, and sends nothing at once.',
        }),
      );
      try {
        await service.assignPermissions(id, await leastRights(strapi));
      } catch (error) {
        // A role without its rights would look finished.
        await service.deleteByIds([id]);
        throw error;
      }
      return id;
    },
  };
};

export type ReviewerRole = ReturnType<typeof createReviewerRole>;
