import { type AccountView } from '../../../contracts/accounts';
import { type OpenedMedia } from '../../../contracts/composer';
import { type FormState, formState } from '../../../contracts/post-form';
import { type PostContent } from '../../../contracts/posts';
import { type AccountPart, chosenIds, contentOf, type FormValues } from './form';
import { type Opening } from './use-openings';

/** One account's post as it stands: what is chosen, what TikTok said, what the rules make of it. */
export interface PartState {
  part: AccountPart;
  account: AccountView;
  opening: Opening;
  content: PostContent;
  /** The chosen files in order, with their preflight once it is known. */
  chosen: readonly OpenedMedia[];
  state: FormState;
}

/** The chosen files in the order of the post, with what the server said of them, if it has. */
export const chosenMedia = (
  values: FormValues,
  { opened }: Pick<Opening, 'opened'>,
): OpenedMedia[] =>
  chosenIds(values).flatMap((id): OpenedMedia[] => {
    const looked = opened?.media.find(({ assetId }) => assetId === id);
    if (looked) return [looked];
    const bare = values.media.find(({ assetId }) => assetId === id);
    return bare ? [{ ...bare, facts: null, findings: [], fingerprint: null }] : [];
  });

/** The rules applied to one account's part. */
export const partState = (
  values: FormValues,
  part: AccountPart,
  account: AccountView,
  opening: Opening,
): PartState => {
  const { opened } = opening;
  const content = contentOf(values, part);
  const chosen = chosenMedia(values, opening);
  const state = formState({
    kind: values.kind,
    shareType: part.shareType ?? 'inbox',
    content,
    options: part.options,
    creator: opened?.creator ?? null,
    audited: opened?.unauditedNote === null,
    media: chosen.map(({ name, facts, findings }) => ({
      name,
      durationSec: facts?.duration ?? null,
      findings,
    })),
    cannotPost: opened?.cannotPost ?? null,
  });
  return { part, account, opening, content, chosen, state };
};
