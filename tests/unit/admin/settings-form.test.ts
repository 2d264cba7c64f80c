import { baseOf, hasMoved, inputOf, nestedErrors } from '../../../admin/src/settings/input';
import { type AppView, settingsInput, type SettingsView } from '../../../contracts/settings';

const app = (mode: AppView['mode']): AppView => ({
  version: 0,
  mode,
  source: 'none',
  clientKey: null,
  secret: 'unset',
  secretTail: null,
  accounts: { connected: 0, needReconnect: 0, names: [] },
  lastTest: null,
});

const view: SettingsView = {
  enabled: true,
  mode: 'live',
  shareType: 'inbox',
  allowInbox: true,
  allowDirectPost: false,
  profileCard: false,
  insights: false,
  audited: { sandbox: false, live: false },
  transfer: 'file_upload',
  approval: 'optional',
  publicCallbackUrl: null,
  retention: { timelineDays: null, webhookDays: 30, insightsMonths: 25 },
  version: 4,
  apps: { sandbox: app('sandbox'), live: app('live') },
  usable: false,
  notices: [],
  scopes: [],
  redirectUri: { url: 'http://localhost:1337/x', kind: 'desktop', callbackUrl: 'y', notices: [] },
  webhookUrl: 'http://localhost:1337/z',
  vault: { state: 'ready', underPreviousKeys: 0, unreadable: 0 },
  environment: { present: false, mode: null, incomplete: false },
};

describe('the settings form', () => {
  it('edits every field that the server takes, and no other', () => {
    expect(Object.keys(inputOf(view)).sort()).toEqual(Object.keys(settingsInput.shape).sort());
    expect(settingsInput.safeParse(inputOf(view)).success).toBe(true);
  });

  it('tells a change by someone else', () => {
    expect(hasMoved(baseOf(view), { ...view, version: 5, insights: true })).toBe(true);
  });

  it('is not disturbed by a newer version with the same values, such as after storing a key', () => {
    expect(hasMoved(baseOf(view), { ...view, version: 5 })).toBe(false);
  });

  it('does not take the old answer for a change after its own save', () => {
    const saved = { ...view, version: 5, insights: true };
    expect(hasMoved(baseOf(saved), view)).toBe(false);
  });

  it("shows the server's words at nested fields too", () => {
    expect(
      nestedErrors({ publicCallbackUrl: 'a', 'retention.webhookDays': 'b', 'audited.live': 'c' }),
    ).toEqual({ publicCallbackUrl: 'a', retention: { webhookDays: 'b' }, audited: { live: 'c' } });
  });
});
