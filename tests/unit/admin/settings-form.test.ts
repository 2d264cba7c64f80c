import { baseOf, hasMoved, inputOf, nestedErrors } from '../../../admin/src/settings/input';
import { settingsInput } from '../../../contracts/settings';
import { settingsViewWith } from '../../support/settings-view';

const view = settingsViewWith({ version: 4 });

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
