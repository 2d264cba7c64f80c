import { adminApi } from '@strapi/strapi/admin';
import { useCallback, useMemo, useState } from 'react';

import { type Endpoint, type ResponseOf } from '../../../contracts/endpoint';
import { usePolling } from './polling';
import { type Say } from '../../../contracts/phrase-book';
import { useTexts } from '../translations';
import { problemOf, type TikTokProblem } from './problem';
import { type CallArgs, type PlainCall, requestOf } from './request';
import { type Tag, TAGS, changedBy, tagsOf } from './tags';

export { type TikTokProblem, problemOf } from './problem';

/**
 * The admin's way to the plugin's server: two hooks over Strapi's own RTK store, typed by the
 * endpoints in `contracts/`. Reads are cached by address; a write makes the reads it changes load
 * again (`tags.ts`), on every page that shows them.
 *
 * Brings zod with it, so it belongs in what is loaded when needed, never in what is loaded at start.
 */
const tiktokApi = adminApi.enhanceEndpoints({ addTagTypes: [...TAGS] }).injectEndpoints({
  endpoints: (build) => ({
    tiktokRead: build.query<unknown, PlainCall & { tags: readonly Tag[] }>({
      query: ({ url, method, body }) => ({ url, method, data: body }),
      providesTags: (_result, _error, { tags }) => [...tags],
    }),
    tiktokWrite: build.mutation<unknown, PlainCall & { tags: readonly Tag[] }>({
      query: ({ url, method, body }) => ({ url, method, data: body }),
      // A refused write changed nothing; a conflict says that the screen is out of date.
      invalidatesTags: (_result, error, { tags }) =>
        error && problemOf(error).status !== 409 ? [] : [...tags],
    }),
  }),
  overrideExisting: false,
});

/** A problem in the words of the administrator's language. */
const saidIn = (said: Say, problem: TikTokProblem): TikTokProblem => ({
  ...problem,
  message: said(problem.message),
  remedy: problem.remedy && said(problem.remedy),
  fields: Object.fromEntries(
    Object.entries(problem.fields).map(([field, text]) => [field, said(text)]),
  ),
});

export interface ReadOptions<T = unknown> {
  /** Do not call yet. */
  skip?: boolean;
  /**
   * Milliseconds until the next call, by the answer; 0 or absent: only when something changed. It
   * gets longer while the answers stay the same, and none is made while the tab is hidden.
   */
  poll?: (answer: T) => number;
  /** True: never show an earlier answer first. */
  fresh?: boolean;
}

export interface Read<E extends Endpoint> {
  /** The latest answer for these arguments; undefined until the first one. */
  data: ResponseOf<E> | undefined;
  problem: TikTokProblem | null;
  /** The first answer is on its way. */
  isLoading: boolean;
  /** Any answer is on its way, polling included. */
  isFetching: boolean;
  reload: () => void;
}

/**
 * Reads an endpoint, e.g. `useTikTokQuery(getPost, { params: { id } }, { poll: ({ post }) => … })`.
 * The answer is typed by the contract; the server has already parsed it with the same schema.
 */
export const useTikTokQuery = <E extends Endpoint>(
  endpoint: E,
  args: CallArgs<E>,
  { skip = false, poll, fresh = false }: ReadOptions<ResponseOf<E>> = {},
): Read<E> => {
  const call = skip
    ? { method: endpoint.method, url: '', tags: [] }
    : { ...requestOf(endpoint, args), tags: tagsOf(endpoint) };
  const [pollingInterval, setPollingInterval] = useState(0);
  const read = tiktokApi.useTiktokReadQuery(call, {
    skip,
    pollingInterval,
    refetchOnMountOrArgChange: fresh || undefined,
  });
  const { error, isFetching, refetch, fulfilledTimeStamp } = read;
  // The store hands out what it has while it asks anew; `fresh` waits for the answer to its own call.
  const question = JSON.stringify(call);
  const [earlier, setEarlier] = useState({ question, answeredAt: fulfilledTimeStamp });
  if (earlier.question !== question) setEarlier({ question, answeredAt: fulfilledTimeStamp });
  const isEarlier =
    fresh &&
    (earlier.question !== question ||
      (fulfilledTimeStamp !== undefined && fulfilledTimeStamp === earlier.answeredAt));
  const currentData = isEarlier ? undefined : read.currentData;
  const { said } = useTexts();
  const problem = useMemo(() => (error ? saidIn(said, problemOf(error)) : null), [error, said]);
  const reload = useCallback(() => {
    if (!skip) void refetch();
  }, [skip, refetch]);
  const base = poll && !skip && currentData !== undefined ? poll(currentData as ResponseOf<E>) : 0;
  const wait = usePolling(base, currentData, fulfilledTimeStamp, reload);
  // The answer decides how soon the same hook asks again.
  if (wait !== pollingInterval) setPollingInterval(wait);
  return {
    data: currentData as ResponseOf<E> | undefined,
    problem,
    isLoading: isFetching && currentData === undefined,
    isFetching,
    reload,
  };
};

export type Outcome<T> = { ok: true; data: T } | { ok: false; problem: TikTokProblem };

export interface Write<E extends Endpoint> {
  /** Calls the endpoint. Never rejects: the outcome says what became of it. */
  run: (args: CallArgs<E>) => Promise<Outcome<ResponseOf<E>>>;
  isRunning: boolean;
}

/** Calls an endpoint on demand, e.g. `const cancel = useTikTokMutation(cancelPost)`. */
export const useTikTokMutation = <E extends Endpoint>(endpoint: E): Write<E> => {
  const { said } = useTexts();
  const [trigger, { isLoading }] = tiktokApi.useTiktokWriteMutation();
  const run = useCallback(
    async (args: CallArgs<E>): Promise<Outcome<ResponseOf<E>>> => {
      const result = await trigger({ ...requestOf(endpoint, args), tags: changedBy(endpoint) });
      return 'error' in result
        ? { ok: false, problem: saidIn(said, problemOf(result.error)) }
        : { ok: true, data: result.data as ResponseOf<E> };
    },
    [endpoint, trigger, said],
  );
  return { run, isRunning: isLoading };
};
