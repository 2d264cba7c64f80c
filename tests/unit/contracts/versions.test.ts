import { z } from 'zod';

import { endpoints } from '../../../contracts';
import { type Endpoint } from '../../../contracts/endpoint';

const name = ({ method, path }: Endpoint): string => `${method} ${path}`;
const changing = endpoints.filter(({ changes }) => changes !== undefined);
const versioned = changing.filter(({ meanwhile }) => meanwhile === 'version');

/** The schemas in which a call may name a version: the body, each of a list in it, or the query. */
const placesOf = ({ body, query }: Endpoint): z.ZodObject[] =>
  [body, query].flatMap((schema) => {
    if (!(schema instanceof z.ZodObject)) return [];
    const lists = Object.values(schema.shape).flatMap((one) =>
      one instanceof z.ZodArray && one.element instanceof z.ZodObject ? [one.element] : [],
    );
    return [schema, ...lists];
  });

const versionOf = (endpoint: Endpoint): z.ZodType | undefined =>
  placesOf(endpoint)
    .map(({ shape }): unknown => shape.version)
    .find((schema) => schema instanceof z.ZodType);

it('there are calls of both kinds to look at', () => {
  expect(versioned.length).toBeGreaterThan(20);
  expect(changing.length).toBeGreaterThan(versioned.length);
});

it.each(versioned.map((endpoint) => [name(endpoint), endpoint] as const))(
  '%s takes the version that was on the screen, and nothing without it',
  (_, endpoint) => {
    const version = versionOf(endpoint);
    expect(version?.safeParse(3).success).toBe(true);
    for (const missing of [undefined, null, '', 'x', -1, 1.5]) {
      expect([missing, version?.safeParse(missing).success]).toEqual([missing, false]);
    }
  },
);

it.each(changing.map((endpoint) => [name(endpoint), endpoint] as const))(
  '%s says what it does where somebody changed the same meanwhile',
  (_, { method, meanwhile }) => {
    if (meanwhile === 'version') return;
    expect(meanwhile?.unversioned.length).toBeGreaterThan(15);
    // Whatever replaces a whole thing can overwrite somebody's work.
    expect(method).not.toBe('PUT');
  },
);

it('whoever agrees to something names what they saw, never just the latest', () => {
  const blank = versioned.filter(
    (endpoint) => versionOf(endpoint)?.safeParse('latest').success === true,
  );
  expect(blank.map(name).sort()).toEqual([
    'DELETE /saved-texts/:id',
    'DELETE /settings/apps/:mode',
    'PUT /accounts/:id',
    'PUT /accounts/:id/posting-times',
    'PUT /entries/:uid/:documentId/rules',
    'PUT /insights/accounts/:id',
    'PUT /notifications',
    'PUT /review/legal/:kind/:locale',
    'PUT /rules/types/:uid',
    'PUT /rules/types/:uid/words',
    'PUT /saved-texts/:id',
    'PUT /settings',
    'PUT /settings/apps/:mode',
  ]);
});
