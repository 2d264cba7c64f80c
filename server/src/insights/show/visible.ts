import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../../contracts/permissions';
import { type Account, accountsOf } from '../../accounts';
import { contentOf } from '../../content';
import { table } from '../../database/tables';
import { type Caller } from '../../http/handle';
import { createVisibility, localesRead, mayReadAll } from '../../posts/people/visibility';

/** Which videos a person may see: by the account's roles, and by the right to read the entry. */
export const createVisible = ({ strapi }: { strapi: Core.Strapi }) => {
  const accounts = accountsOf(strapi);
  const visibility = createVisibility({ strapi, accounts, content: contentOf(strapi) });

  return {
    async accounts(caller: Caller): Promise<Account[]> {
      const mayConnect = caller.ability.can(ACTIONS.connectAccounts);
      return (await accounts.all()).filter(
        (account) => mayConnect || accounts.mayPostWith(caller, account),
      );
    },

    /** Narrows a query of `tiktok_videos` (by that name) to what the caller may see of these accounts. */
    async narrow(
      caller: Caller,
      accountIds: readonly number[],
    ): Promise<(query: ReturnType<typeof table>) => void> {
      const ofEntries = await visibility.readableEntries(caller);
      const linked: { uid: string }[] = await table(strapi, 'tiktok_videos')
        .whereNull('post_id')
        .whereNotNull('uid')
        .distinct('uid');
      const readable = linked.map(({ uid }) => ({
        uid,
        locales: mayReadAll(caller.ability, uid, null)
          ? ('all' as const)
          : localesRead(caller.ability, uid),
      }));
      return (query) => {
        void query.whereIn('tiktok_videos.account_id', [...accountIds]);
        void query.where((any) => {
          if (ofEntries === undefined) void any.whereNotNull('tiktok_videos.post_id');
          else {
            const posts = table(strapi, 'tiktok_posts')
              .select('tiktok_posts.id')
              .where((either: ReturnType<typeof table>) => ofEntries(either.whereNull('uid')));
            void any.whereIn('tiktok_videos.post_id', posts as never);
          }
          void any.orWhere((other) => {
            void other.whereNull('tiktok_videos.post_id').where((entry) => {
              void entry.whereNull('tiktok_videos.uid');
              for (const { uid, locales } of readable) {
                if (locales.length === 0) continue;
                void entry.orWhere((one) => {
                  void one.where('tiktok_videos.uid', uid);
                  if (locales === 'all') return;
                  void one.where((either) => {
                    void either
                      .whereNull('tiktok_videos.locale')
                      .orWhereIn('tiktok_videos.locale', locales);
                  });
                });
              }
            });
          });
        });
      };
    },
  };
};

export type Visible = ReturnType<typeof createVisible>;
