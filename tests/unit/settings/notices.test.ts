import { Problem } from '../../../server/src/http/problem';
import { type NoticeFacts, noticesOf } from '../../../server/src/settings/notices';

const unset = { source: 'none' } as unknown as NoticeFacts['apps']['live'];
const facts = (changes: Partial<NoticeFacts>): NoticeFacts => ({
  settings: {
    mode: 'live',
    allowInbox: true,
    allowDirectPost: false,
    audited: { sandbox: false, live: false },
  } as NoticeFacts['settings'],
  apps: { sandbox: unset, live: unset },
  usable: { clientKey: 'x' } as unknown as NoticeFacts['usable'],
  environment: { pair: null, incomplete: false, badMode: null } as NoticeFacts['environment'],
  vaultReady: true,
  sealed: { unreadable: 0, underPreviousKeys: 0 } as NoticeFacts['sealed'],
  publicUrl: 'https://cms.brand.test',
  quietAccounts: 0,
  accountsToReconnect: 0,
  ...changes,
});
const refusal = (code: string) =>
  new Problem({ status: 409, code, message: `It is ${code}.`, remedy: 'Do something.' });
const red = (changes: Partial<NoticeFacts>) =>
  noticesOf(facts(changes)).filter(({ level }) => level === 'danger');

describe('one cause has one red notice', () => {
  it('another encryption key, by which the Client Secret cannot be read either', () => {
    const found = red({
      usable: refusal('client_secret_unreadable'),
      sealed: { unreadable: 3, underPreviousKeys: 0 } as NoticeFacts['sealed'],
    });
    expect(found.map(({ code }) => code)).toEqual(['secrets_unreadable']);
    expect(found[0]?.message).toContain('the Client Secret among them: nothing can be posted');
  });

  it('no encryption key, without which nothing can be stored', () => {
    const found = red({ usable: refusal('no_encryption_key'), vaultReady: false });
    expect(found.map(({ code }) => code)).toEqual(['no_encryption_key']);
  });

  it('a Client Secret that is damaged, while the others can be read', () => {
    const found = red({ usable: refusal('client_secret_unreadable') });
    expect(found.map(({ code }) => code)).toEqual(['client_secret_unreadable']);
  });
});
