import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Ability, type Caller } from '../http/handle';
import { FILE_UID } from './asset';

const READ = 'plugin::upload.read';

/** The file with what Strapi's conditions look at ("is creator", "has same role as creator"). */
const owned = z.looseObject({
  createdBy: z.looseObject({ id: z.number() }).nullish(),
});

interface PermissionsManager {
  ability: Ability;
  toSubject(file: unknown): unknown;
}

/**
 * Whether a caller may read a file of the Media Library, with the conditions of their role, decided
 * by the upload plugin's own permission manager.
 */
export const createMayRead =
  (strapi: Core.Strapi) =>
  async (caller: Caller, assetId: number): Promise<boolean> => {
    const row: unknown = await strapi.db.query(FILE_UID).findOne({
      where: { id: assetId },
      populate: { createdBy: { populate: ['roles'] }, folder: true },
    });
    const file = owned.safeParse(row);
    if (!file.success) return false;
    const manager: PermissionsManager = strapi
      .service('admin::permission')
      .createPermissionsManager({ ability: caller.ability, action: READ, model: FILE_UID });
    return manager.ability.can(READ, manager.toSubject(file.data));
  };
