import { type Finding } from '../../../contracts/media';
import { openComposer } from '../../../contracts/composer';
import { accountsOf } from '../accounts';
import { type Controller, handle } from '../http/handle';
import { notFound } from '../http/problem';
import { mediaOf } from '../media';
import { settingsOf } from '../settings';
import { creatorView } from './creator';
import { postsOf } from './service';

/** What an app that TikTok has not audited can do, said before the press rather than after (T60). */
const UNAUDITED =
  'TikTok has not audited this app for Direct Post. It can only post to accounts that are private at that moment, and only with "Only me". Making the post public afterwards is done by hand in the TikTok app.';

export const composerController: Controller = ({ strapi }) => ({
  open: handle(openComposer, async ({ caller, body }) => {
    const { people, creators } = postsOf(strapi);
    const account = await people.accountFor(caller, body.accountId, body.shareType);
    const media = mediaOf(strapi);
    const refs = body.assetIds.map((assetId) => ({ assetId, field: null }));
    const [items, probes] = await Promise.all([
      media.items(refs, caller),
      Promise.all(body.assetIds.map((assetId) => media.probe(assetId))),
    ]);
    const missing = body.assetIds.find((id) => !items.some(({ assetId }) => assetId === id));
    if (missing !== undefined) throw notFound(`The file number ${missing}`);

    const direct = body.shareType === 'direct_post';
    const asked = direct ? await creators.ask(account) : null;
    const audited = !direct || (await settingsOf(strapi).isAudited(account.mode));
    const warnings: Finding[] = [];
    return {
      creator: asked?.ok
        ? creatorView(asked.creator, await accountsOf(strapi).avatarUrl(account, caller))
        : null,
      cannotPost: asked && !asked.ok ? asked.cannotPost : null,
      unauditedNote: audited ? null : UNAUDITED,
      media: body.assetIds.flatMap((assetId, index) => {
        const item = items.find((candidate) => candidate.assetId === assetId);
        const probe = probes[index];
        return item
          ? [{ ...item, facts: probe?.facts ?? null, findings: probe?.findings ?? [] }]
          : [];
      }),
      warnings,
    };
  }),
});
