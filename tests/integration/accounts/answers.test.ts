import { z } from 'zod';

import { type FaultInput } from '../../../emulator';
import { type Accounts } from '../../../server/src/accounts';
import {
  type Answer,
  createStories,
  startTestStrapi,
  type Stories,
  type TestStrapi,
} from '../../support';
import { accountIn, signInsOf } from './support';

/** What TikTok may answer to one call about an account. */
type Fault = Record<string, unknown> & { kind: FaultInput['kind'] };

interface Case {
  answer: string;
  fault: Fault;
}
interface Refusal {
  /** Of our own answer; null: it comes out well. */
  status: number | null;
  /** The problem's code. */
  code?: RegExp;
}

const refused = (code: string): Fault => ({ kind: 'error', code });
const edited = (change: { without?: string[]; put?: Record<string, unknown> }): Fault => ({
  kind: 'edited',
  ...change,
});
const WELL: Refusal = { status: null };
const LATER: Refusal = { status: 503, code: /^tiktok_/ };

let site: TestStrapi;
let stories: Stories;
let accounts: Accounts;
let users = 0;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
  accounts = site.strapi.plugin('tiktok').service('accounts');
  await stories.useDirectPost();
});
afterAll(() => site.stop());
afterEach(() => site.emulator().faults.clear());

const table = () => site.strapi.db.connection('tiktok_accounts');
const newUser = (): string => {
  users += 1;
  const handle = `asked_${users}`;
  site.emulator().act('addAccount', { handle, nickname: `User ${users}` });
  return handle;
};
const answerNext = (endpoint: FaultInput['endpoint'], { kind, ...more }: Fault): void =>
  void site.emulator().faults.add({ kind, endpoint, ...more } as FaultInput);
const post = async (path: string, body: object): Promise<Answer> =>
  site.request('POST', `/tiktok${path}`, { token: await site.as('superAdmin'), body });
const codeOf = ({ body }: Answer): string | undefined =>
  z.object({ error: z.object({ details: z.object({ code: z.string() }) }) }).safeParse(body).data
    ?.error.details.code;
const expectOutcome = (answer: Answer, { status, code }: Refusal): void => {
  expect([answer.status, answer.text]).toEqual([status ?? 200, expect.anything()]);
  if (code) expect(codeOf(answer)).toMatch(code);
};
/** Whether the account can be used: TikTok takes the token that is stored. */
const works = (id: number): Promise<unknown> =>
  accounts.withAccessToken(
    id,
    (token) =>
      site.strapi
        .plugin('tiktok')
        .service('settings')
        .client()
        .users.info(token, ['user.info.basic']),
    { anew: true },
  );

/** The form's question about the account, which asks TikTok for its creator info. */
const openForm = (accountId: number): Promise<Answer> =>
  post('/composer/account', { accountId, shareType: 'direct_post' });

/** Whether TikTok still takes this token. */
const isTaken = async (token: string): Promise<boolean> => {
  const address = `${site.emulator().apiUrl}/v2/user/info/?fields=open_id`;
  const { status } = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return status === 200;
};

describe('the code is exchanged, and TikTok’s answer is', () => {
  const CASES: (Case & { ends: Refusal })[] = [
    {
      answer: 'refused for good: the code was used or is too old',
      fault: refused('invalid_grant'),
      ends: { status: 409, code: /^tiktok_invalid_grant$/ },
    },
    {
      answer: 'refused for good: the Client Secret is wrong',
      fault: refused('invalid_client'),
      ends: { status: 409, code: /^tiktok_invalid_client$/ },
    },
    {
      answer: 'refused for now: out of order',
      fault: { kind: 'status', status: 503 },
      ends: LATER,
    },
    {
      answer: 'refused for now: too many calls',
      fault: refused('rate_limit_exceeded'),
      ends: LATER,
    },
    { answer: 'a gateway’s page', fault: { kind: 'html' }, ends: LATER },
    { answer: 'bytes that are no JSON', fault: { kind: 'garbage' }, ends: LATER },
    { answer: 'empty', fault: { kind: 'empty' }, ends: LATER },
    { answer: 'lost before TikTok had the call', fault: { kind: 'drop_before' }, ends: LATER },
    { answer: 'lost after TikTok spent the code', fault: { kind: 'drop_after' }, ends: LATER },
    { answer: 'late', fault: { kind: 'delay', ms: 500 }, ends: WELL },
    {
      answer: 'of a newer API',
      fault: edited({ put: { id_token: 'x', tenant: ['eu'] } }),
      ends: WELL,
    },
  ];

  it.each(CASES.map((one) => [one.answer, one] as const))('%s', async (_name, { fault, ends }) => {
    const signIns = signInsOf(site);
    const handle = newUser();
    const before = Number((await table().count({ n: '*' }))[0]?.n);
    const carried = await signIns.begin(handle);
    answerNext('oauth.token:authorization_code', fault);
    const answer = await signIns.finish(carried);
    expectOutcome(answer, ends);
    if (ends.status === null) await works(accountIn(answer).id);
    else expect(Number((await table().count({ n: '*' }))[0]?.n)).toBe(before);
    site.emulator().faults.clear();
    // However it went, the next sign-in connects one account.
    const { id } = await stories.connect(handle);
    await works(id);
    expect(Number((await table().count({ n: '*' }))[0]?.n)).toBe(before + 1);
  });
});

describe('the access is ended, and TikTok’s answer is', () => {
  const CASES: (Case & { revoked: boolean; granted: boolean })[] = [
    {
      answer: 'refused for good',
      fault: refused('access_token_invalid'),
      revoked: false,
      granted: true,
    },
    {
      answer: 'refused for now',
      fault: { kind: 'status', status: 503 },
      revoked: false,
      granted: true,
    },
    { answer: 'a gateway’s page', fault: { kind: 'html' }, revoked: false, granted: true },
    {
      answer: 'lost before TikTok had the call',
      fault: { kind: 'drop_before' },
      revoked: false,
      granted: true,
    },
    {
      answer: 'lost after TikTok did it',
      fault: { kind: 'drop_after' },
      revoked: false,
      granted: false,
    },
    { answer: 'empty', fault: { kind: 'empty', after: true }, revoked: true, granted: false },
    { answer: 'late', fault: { kind: 'delay', ms: 500 }, revoked: true, granted: false },
  ];

  it.each(CASES.map((one) => [one.answer, one] as const))(
    '%s: the account is disconnected, without a token, and says whether TikTok knows',
    async (_name, { fault, revoked, granted }) => {
      const handle = newUser();
      const { id } = await stories.connect(handle);
      const token = await accounts.withAccessToken(id, async (present) => present);
      answerNext('oauth.revoke', fault);
      const answer = await post(`/accounts/${id}/disconnect`, {});
      expect(answer.body).toMatchObject({ revoked, account: { id, state: 'disconnected' } });
      expect(await table().where({ id }).first()).toMatchObject({
        access_token: null,
        refresh_token: null,
      });
      expect(await isTaken(token)).toBe(granted);
      site.emulator().faults.clear();
      expect(await stories.connect(handle)).toMatchObject({ id, state: 'connected' });
      await works(id);
    },
  );
});

describe('the pair is renewed, and TikTok’s answer is', () => {
  const RECONNECT: Refusal = { status: 409, code: /^account_needs_reconnect$/ };
  const NOT_CONNECTED: Refusal = { status: 409, code: /^account_not_connected$/ };
  const CASES: (Case & { ends: Refusal; afterwards: 'connected' | 'reconnect' })[] = [
    {
      answer: 'refused for good: the user took the access back',
      fault: refused('invalid_grant'),
      ends: RECONNECT,
      afterwards: 'reconnect',
    },
    {
      answer: 'refused for good, but by a wrong Client Secret: no fault of the account',
      fault: { ...refused('invalid_client'), times: 9 },
      ends: { status: 409, code: /^tiktok_invalid_client$/ },
      afterwards: 'connected',
    },
    {
      answer: 'refused for now, ever again',
      fault: { kind: 'status', status: 503, times: 9 },
      ends: LATER,
      afterwards: 'connected',
    },
    {
      answer: 'refused for now, once',
      fault: { kind: 'status', status: 503 },
      ends: WELL,
      afterwards: 'connected',
    },
    {
      answer: 'a gateway’s page, ever again',
      fault: { kind: 'html', times: 9 },
      ends: LATER,
      afterwards: 'connected',
    },
    {
      answer: 'lost before TikTok had the call',
      fault: { kind: 'drop_before' },
      ends: WELL,
      afterwards: 'connected',
    },
    {
      answer: 'lost after TikTok spent the refresh token',
      fault: { kind: 'drop_after' },
      ends: RECONNECT,
      afterwards: 'reconnect',
    },
    {
      answer: 'late',
      fault: { kind: 'delay', ms: 500 },
      ends: WELL,
      afterwards: 'connected',
    },
    {
      answer: 'of a newer API',
      fault: edited({ put: { id_token: 'x', tenant: ['eu'] } }),
      ends: WELL,
      afterwards: 'connected',
    },
  ];

  it.each(CASES.map((one) => [one.answer, one] as const))(
    '%s',
    async (_name, { fault, ends, afterwards }) => {
      const handle = newUser();
      const { id } = await stories.connect(handle);
      await table().where({ id }).update({ access_expires_at: 1 });
      await works(id).catch(() => undefined);
      await table().where({ id }).update({ access_expires_at: 1 });
      answerNext('oauth.token:refresh_token', fault);
      expectOutcome(await openForm(id), ends);
      expect(await accounts.find(id)).toMatchObject({ state: afterwards });
      site.emulator().faults.clear();
      if (afterwards === 'connected') expectOutcome(await openForm(id), WELL);
      // Known by now, TikTok is not asked any more.
      else expectOutcome(await openForm(id), NOT_CONNECTED);
      expect(await stories.connect(handle)).toMatchObject({ id, state: 'connected' });
      await works(id);
    },
  );
});

describe('creator info is asked for the form, and TikTok’s answer is', () => {
  const UNTOLD: Refusal = {
    status: 503,
    code: /^(rate_limit_exceeded|unavailable|unusable_answer|connection_lost)$/,
  };
  const CASES: (Case & { ends: Refusal; cannotPost?: string })[] = [
    {
      answer: 'refused: the token is dead, and is renewed',
      fault: refused('access_token_invalid'),
      ends: WELL,
    },
    {
      answer: 'refused for good: the scope is not granted',
      fault: refused('scope_not_authorized'),
      ends: { status: 409, code: /^scope_not_authorized$/ },
    },
    {
      answer: 'that the account cannot post now',
      fault: { ...refused('spam_risk_too_many_posts'), httpStatus: 200 },
      ends: WELL,
      cannotPost: 'spam_risk_too_many_posts',
    },
    {
      answer: 'refused for now: too many calls',
      fault: refused('rate_limit_exceeded'),
      ends: UNTOLD,
    },
    {
      answer: 'refused for now: out of order',
      fault: { kind: 'status', status: 503 },
      ends: UNTOLD,
    },
    { answer: 'a gateway’s page', fault: { kind: 'html' }, ends: UNTOLD },
    { answer: 'bytes that are no JSON', fault: { kind: 'garbage' }, ends: UNTOLD },
    { answer: 'lost', fault: { kind: 'drop_after' }, ends: UNTOLD },
    { answer: 'late', fault: { kind: 'delay', ms: 500 }, ends: WELL },
    {
      answer: 'incomplete: without the choices of privacy',
      fault: edited({ without: ['privacy_level_options'] }),
      ends: UNTOLD,
    },
    {
      answer: 'incomplete: without what may be switched on',
      fault: edited({ without: ['comment_disabled', 'duet_disabled', 'stitch_disabled'] }),
      ends: WELL,
    },
    {
      answer: 'of a newer API',
      fault: edited({ put: { privacy_level_options: ['SELF_ONLY', 'CLOSE_FRIENDS'], extra: 'x' } }),
      ends: WELL,
    },
  ];

  it.each(CASES.map((one) => [one.answer, one] as const))(
    '%s',
    async (_name, { fault, ends, cannotPost }) => {
      const { id } = await stories.connect(newUser());
      answerNext('creator_info', fault);
      const answer = await openForm(id);
      expectOutcome(answer, ends);
      if (ends.status === null) {
        expect(answer.body).toMatchObject(
          cannotPost
            ? { creator: null, cannotPost: { code: cannotPost } }
            : { creator: { privacyLevels: expect.any(Array) }, cannotPost: null },
        );
      }
      expect(await accounts.find(id)).toMatchObject({ state: 'connected' });
      site.emulator().faults.clear();
      expectOutcome(await openForm(id), WELL);
    },
  );
});
