import { type Core } from '@strapi/strapi';

import { publicPart } from '../../../server/src/rules/entry-data';
import { type Attribute } from '../../../server/src/rules/type-facts';

const type = (attributes: Record<string, Attribute>) => ({
  attributes,
  info: { displayName: 'Type' },
});

const AUTHOR = type({
  name: { type: 'string' },
  pin: { type: 'password' },
  salary: { type: 'integer', private: true },
  boss: { type: 'relation', target: 'api::author.author' },
});
const QUOTE = type({ text: { type: 'string' }, note: { type: 'string', private: true } });

const strapi = {
  contentTypes: { 'api::author.author': AUTHOR },
  components: { 'story.quote': QUOTE },
} as unknown as Core.Strapi;

const ATTRIBUTES: Record<string, Attribute> = {
  title: { type: 'string' },
  secret: { type: 'password' },
  notes: { type: 'text', private: true },
  author: { type: 'relation', target: 'api::author.author' },
  quotes: { type: 'component', component: 'story.quote', repeatable: true },
  zone: { type: 'dynamiczone', components: ['story.quote'] },
  createdBy: { type: 'relation', target: 'admin::user' },
  on: { type: 'datetime' },
};

it('a template sees public fields of an entry, its relations and components, and nothing else', () => {
  const row = {
    title: 'A',
    secret: 'hash',
    notes: 'between us',
    author: { name: 'Ann', pin: 'hash', salary: 1, email: 'x', boss: { name: 'Bo' } },
    quotes: [{ id: 1, text: 'One', note: 'no' }],
    zone: [
      { __component: 'story.quote', text: 'Two', note: 'no' },
      { __component: 'story.gone', text: 'Three' },
    ],
    createdBy: { email: 'admin@example.com' },
    unknownColumn: 'x',
    on: new Date(0),
  };
  expect(publicPart(strapi, row, ATTRIBUTES, 0)).toEqual({
    title: 'A',
    author: { name: 'Ann', boss: null },
    quotes: [{ text: 'One' }],
    zone: [{ __component: 'story.quote', text: 'Two' }, null],
    on: '1970-01-01T00:00:00.000Z',
  });
});

it('what a template gets shares nothing with the row', () => {
  const row = { title: { deep: ['x'] } };
  const { title } = publicPart(strapi, row, { title: { type: 'json' } }, 0);
  expect(title).toEqual({ deep: ['x'] });
  expect(title).not.toBe(row.title);
});
