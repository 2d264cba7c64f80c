import { render, server } from '@strapi/strapi/admin/test';
import { http, HttpResponse } from 'msw';
import { type ReactNode } from 'react';

import { Texts, type TextSubject } from '../../../admin/src/translations';
import { type Endpoint, type RequestOf, type ResponseOf } from '../../../contracts/endpoint';
import { type ApiError } from '../../../contracts/errors';
import { type ActionId } from '../../../contracts/permissions';
import { type Conflict } from '../../../contracts/versions';

const METHOD = { GET: http.get, POST: http.post, PUT: http.put, DELETE: http.delete };

/** A refusal as the server words it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Partial<ApiError['error']['details']> = {},
    message = 'It was refused.',
  ) {
    super(message);
  }
}

export const conflictWith = (now: Conflict): Refusal =>
  new Refusal(409, 'version_conflict', { conflict: now });

const bodyOf = ({ status, code, details, message }: Refusal): ApiError => ({
  data: null,
  error: { status, name: 'TikTokPluginError', message, details: { code, ...details } },
});

/**
 * The server's answers to one endpoint, for one test: parsed by the contract on the way in and out,
 * as the real server does. @returns what was asked so far
 */
export const answers = <E extends Endpoint>(
  endpoint: E,
  answer: (request: RequestOf<E>) => ResponseOf<E>,
): RequestOf<E>[] => {
  const asked: RequestOf<E>[] = [];
  server.use(
    METHOD[endpoint.method](`*/tiktok${endpoint.path}`, async ({ request, params }) => {
      const { searchParams } = new URL(request.url);
      // Given several times it is a list, as Koa reads it.
      const query = Object.fromEntries(
        [...new Set(searchParams.keys())].map((name) => {
          const [first, ...others] = searchParams.getAll(name);
          return [name, others.length > 0 ? [first, ...others] : first];
        }),
      );
      const body: unknown = request.method === 'GET' ? {} : await request.json().catch(() => ({}));
      const call = {
        params: endpoint.params?.parse(params),
        query: endpoint.query?.parse(query),
        body: endpoint.body?.parse(body),
      } as RequestOf<E>;
      asked.push(call);
      try {
        return HttpResponse.json(endpoint.response?.parse(answer(call)) as object);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return HttpResponse.json(bodyOf(error), { status: error.status });
      }
    }),
  );
  return asked;
};

interface ShownOptions {
  subjects?: readonly TextSubject[];
  /** Rights of the person in front of it. */
  rights?: readonly ActionId[];
  /** The address that it is shown at. */
  at?: string;
}

/** A part of the admin in Strapi's own providers, with its texts, as a person with these rights sees it. */
export const show = (ui: ReactNode, { subjects = [], rights = [], at }: ShownOptions = {}) =>
  render(<Texts subjects={subjects}>{ui}</Texts>, {
    ...(at === undefined ? {} : { initialEntries: [at] }),
    providerOptions: {
      permissions: rights.map((action, id) => ({
        id,
        action,
        subject: null,
        properties: {},
        conditions: [],
        actionParameters: {},
      })),
    },
  });
