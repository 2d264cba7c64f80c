import { type SettingsInput, type ShareType } from '../../../contracts/settings';
import { Problem } from '../http/problem';

/** A form's fields that cannot be saved, in words. */
export const fieldProblem = (fields: Record<string, string>): Problem =>
  new Problem({
    status: 400,
    code: 'invalid_settings',
    message: Object.values(fields).join(' '),
    remedy: 'Correct the named fields and save again. Nothing was changed.',
    fields,
  });

/** What cannot be, whatever else is decided. @throws Problem `invalid_settings` */
export const checkDecisions = (settings: SettingsInput): void => {
  const fields: Record<string, string> = {};
  if (!settings.allowInbox && !settings.allowDirectPost) {
    fields.allowInbox = 'Allow at least one Share Type: Inbox or Direct Post.';
  }
  if (settings.shareType === 'inbox' && !settings.allowInbox) {
    fields.shareType = 'The default Share Type is Inbox, which is not allowed. Allow it too.';
  }
  if (settings.shareType === 'direct_post' && !settings.allowDirectPost) {
    fields.shareType = 'The default Share Type is Direct Post, which is not allowed. Allow it too.';
  }
  const { publicCallbackUrl } = settings;
  if (
    publicCallbackUrl !== null &&
    (!URL.canParse(publicCallbackUrl) || !/^https?:\/\//i.test(publicCallbackUrl))
  ) {
    fields.publicCallbackUrl = 'Write the whole address, beginning with https://.';
  }
  if (Object.keys(fields).length > 0) throw fieldProblem(fields);
};

/** Which Share Types editors may choose here, and whether their posts need approval. */
export const shareTypeChoice = ({
  allowInbox,
  allowDirectPost,
  shareType,
  approval,
}: SettingsInput) => {
  const allowed: ShareType[] = [
    ...(allowInbox ? (['inbox'] as const) : []),
    ...(allowDirectPost ? (['direct_post'] as const) : []),
  ];
  return { allowed, preferred: shareType, approval };
};
