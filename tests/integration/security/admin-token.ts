import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type TestStrapi } from '../../support';

/** An admin API token with every right that the plugin knows, and that to files. */
export const adminToken = async (site: TestStrapi): Promise<string> => {
  const answer = await site.request('POST', '/admin/admin-tokens', {
    token: await site.as('superAdmin'),
    body: {
      name: 'automation',
      lifespan: null,
      adminPermissions: [...Object.values(ACTIONS), 'plugin::upload.read'].map((action) => ({
        action,
        subject: null,
        properties: {},
        conditions: [],
      })),
    },
  });
  return z.object({ data: z.object({ accessKey: z.string() }) }).parse(answer.body).data.accessKey;
};
