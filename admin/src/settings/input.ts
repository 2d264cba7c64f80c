import { type SettingsInput, type SettingsView } from '../../../contracts/settings';

/** What the form edits, out of all that the server tells. */
export const inputOf = (view: SettingsView): SettingsInput => ({
  enabled: view.enabled,
  mode: view.mode,
  shareType: view.shareType,
  allowInbox: view.allowInbox,
  allowDirectPost: view.allowDirectPost,
  profileCard: view.profileCard,
  insights: view.insights,
  audited: { sandbox: view.audited.sandbox, live: view.audited.live },
  transfer: view.transfer,
  approval: view.approval,
  publicCallbackUrl: view.publicCallbackUrl,
  retention: {
    timelineDays: view.retention.timelineDays,
    webhookDays: view.retention.webhookDays,
    insightsMonths: view.retention.insightsMonths,
  },
});

/** What the form started from: the values and the version they had. */
export interface Base {
  version: number;
  values: SettingsInput;
}

export const baseOf = (view: SettingsView): Base => ({
  version: view.version,
  values: inputOf(view),
});

/**
 * Whether somebody else changed what the form edits since it started. A newer version alone does not
 * count: our own calls for key and secret may raise it without touching what the form edits.
 */
export const hasMoved = (base: Base, view: SettingsView): boolean =>
  view.version > base.version && JSON.stringify(base.values) !== JSON.stringify(inputOf(view));

/** `{ 'retention.webhookDays': 'x' }` as the form wants it: `{ retention: { webhookDays: 'x' } }`. */
export const nestedErrors = (fields: Record<string, string>): Record<string, unknown> => {
  const errors: Record<string, unknown> = {};
  for (const [path, message] of Object.entries(fields)) {
    const [first = path, second] = path.split('.');
    const group = errors[first];
    errors[first] =
      second === undefined
        ? message
        : { ...(typeof group === 'object' ? group : {}), [second]: message };
  }
  return errors;
};
