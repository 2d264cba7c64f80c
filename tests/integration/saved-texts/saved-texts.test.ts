import { ACTIONS } from '../../../contracts/permissions';
import {
  createSavedText,
  listSavedTexts,
  type SavedTextInput,
  updateSavedText,
} from '../../../contracts/saved-texts';
import { type Administrator, overLatest, startTestStrapi, type TestStrapi } from '../../support';

const OWN: SavedTextInput = {
  kind: 'caption',
  name: 'Weekly',
  text: 'Our week 🙂\nin one line',
  shared: false,
};
const SHARED: SavedTextInput = {
  kind: 'hashtags',
  name: 'Brand',
  text: '#harbour #boats',
  shared: true,
};

let site: TestStrapi;
let anna: Administrator;
let ben: Administrator;
let chief: Administrator;

beforeAll(async () => {
  site = await startTestStrapi();
  anna = await site.createAdmin({ roleActions: [ACTIONS.composePosts] });
  ben = await site.createAdmin({ roleActions: [ACTIONS.composePosts] });
  chief = await site.createAdmin({ roleActions: [ACTIONS.composePosts, ACTIONS.manageRules] });
});
afterAll(() => site?.stop());

const ask = ({ token }: Administrator, method: string, path = '', given?: unknown) => {
  const { address, body } = overLatest(method, `/tiktok/saved-texts${path}`, given);
  return site.request(method, address, { token, body });
};
const save = async (by: Administrator, input: SavedTextInput) =>
  createSavedText.response.parse((await ask(by, 'POST', '', input)).body).text;
const namesOf = async (person: Administrator): Promise<string[]> =>
  listSavedTexts.response.parse((await ask(person, 'GET')).body).texts.map(({ name }) => name);

it('a person’s own texts are theirs alone, shared ones everybody’s, by name', async () => {
  const own = await save(anna, OWN);
  const shared = await save(anna, SHARED);
  expect(own).toMatchObject({ ...OWN, mayEdit: true, owner: expect.stringContaining('Person') });
  expect(await namesOf(anna)).toEqual(['Brand', 'Weekly']);
  expect(await namesOf(ben)).toEqual(['Brand']);
  const [seen] = listSavedTexts.response.parse((await ask(ben, 'GET')).body).texts;
  expect(seen).toMatchObject({ ...SHARED, id: shared.id, mayEdit: false });
});

it('somebody else’s own text is as if it were not', async () => {
  const own = await save(anna, OWN);
  for (const person of [ben, chief]) {
    expect((await ask(person, 'PUT', `/${own.id}`, OWN)).status).toBe(404);
    expect((await ask(person, 'DELETE', `/${own.id}`)).status).toBe(404);
  }
});

it('a shared text is changed and deleted by its owner, or by who manages rules', async () => {
  const shared = await save(anna, SHARED);
  expect((await ask(ben, 'PUT', `/${shared.id}`, { ...SHARED, text: '#mine' })).status).toBe(403);
  expect((await ask(ben, 'DELETE', `/${shared.id}`)).status).toBe(403);
  const changed = await ask(chief, 'PUT', `/${shared.id}`, { ...SHARED, text: '#ours' });
  expect(updateSavedText.response.parse(changed.body).text).toMatchObject({
    text: '#ours',
    owner: shared.owner,
  });
  // It would be out of the reach of the one who does it.
  expect((await ask(chief, 'PUT', `/${shared.id}`, { ...SHARED, shared: false })).status).toBe(403);
  const taken = await ask(anna, 'PUT', `/${shared.id}`, { ...SHARED, shared: false });
  expect(taken.status).toBe(200);
  expect((await ask(chief, 'DELETE', `/${shared.id}`)).status).toBe(404);
  expect((await ask(anna, 'DELETE', `/${shared.id}`)).status).toBe(200);
  expect((await ask(anna, 'DELETE', `/${shared.id}`)).status).toBe(404);
});

it.each([
  ['2200 as TikTok counts them', { text: '🙂'.repeat(1100) }, 200],
  ['one more', { text: `${'🙂'.repeat(1100)}a` }, 400],
  ['none but spaces', { text: '  \n ' }, 400],
  ['no name', { name: ' ' }, 400],
  ['a kind there is not', { kind: 'sound' }, 400],
])('a text of %s', async (_, changes, status) => {
  expect((await ask(ben, 'POST', '', { ...OWN, ...changes })).status).toBe(status);
});

it('a person keeps at most 500', async () => {
  const person = await site.createAdmin({ roleActions: [ACTIONS.composePosts] });
  const row = {
    kind: 'caption',
    name: 'x',
    text: 'x',
    shared: 0,
    owner_id: person.id,
    updated_at: 1,
  };
  const rows = Array.from({ length: 500 }, () => row);
  await site.strapi.db.connection.batchInsert('tiktok_saved_texts', rows, 50);
  const answer = await ask(person, 'POST', '', OWN);
  expect([answer.status, answer.text.includes('too_many_texts')]).toEqual([409, true]);
});
