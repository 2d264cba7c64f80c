import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Ability, type Caller } from '../http/handle';
import { FILE_UID } from './asset';

const READ = 'plugin::upload.read';

/** The file with what Strapi's conditions look at ("is creator", "has same role as creator"). */
const owned = z.looseObject({
  id: z.coerce.number(),
  createdBy: z.looseObject({ id: z.number() }).nullish(),
});

type OwnedFile = z.output<typeof owned>;

interface PermissionsManager {
  ability: Ability;
  toSubject(file: unknown): unknown;
}

/** Files in one question to the database. */
const LOT = 200;

/**
 * Which of these files a caller may read, with the conditions of their role, decided by the upload
 * plugin's own permission manager. Asked in lots.
 * @throws the signal's reason
 */
export const createReadable =
  (strapi: Core.Strapi) =>
  async (
    caller: Caller,
    assetIds: readonly number[],
    signal?: AbortSignal,
  ): Promise<OwnedFile[]> => {
    const manager: PermissionsManager = strapi
      .service('admin::permission')
      .createPermissionsManager({ ability: caller.ability, action: READ, model: FILE_UID });
    const readable: OwnedFile[] = [];
    for (let at = 0; at < assetIds.length; at += LOT) {
      signal?.throwIfAborted();
      const rows: unknown = await strapi.db.query(FILE_UID).findMany({
        where: { id: { $in: assetIds.slice(at, at + LOT) } },
        populate: { createdBy: { populate: ['roles'] }, folder: true },
      });
      const files = z.array(owned).parse(rows);
      readable.push(...files.filter((file) => manager.ability.can(READ, manager.toSubject(file))));
    }
    return readable;
  };

/** Whether a caller may read this one file. */
export const createMayRead = (strapi: Core.Strapi) => {
  const readable = createReadable(strapi);
  return async (caller: Caller, assetId: number): Promise<boolean> =>
    (await readable(caller, [assetId])).length === 1;
};
