import { isFetchError, useFetchClient } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { type Outcome, problemOf } from '../api';

/** Gives a blob to the browser as a download. */
const save = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

/** Files of the plugin's own routes: a plain link would carry no sign-in. */
export const useFiles = () => {
  const { get } = useFetchClient();
  const read = useCallback(
    async (path: string): Promise<Outcome<Blob>> => {
      try {
        const { data } = await get(`/tiktok${path}`, { responseType: 'blob' });
        return { ok: true, data };
      } catch (error) {
        // Asked for a blob, Strapi's client keeps the status of a refusal and throws its words away.
        const told = isFetchError(error) && { status: error.status ?? 500, name: error.name };
        return { ok: false, problem: problemOf(told ? { ...told, message: '' } : error) };
      }
    },
    [get],
  );
  const download = useCallback(
    async (path: string, name: string): Promise<Outcome<Blob>> => {
      const outcome = await read(path);
      if (outcome.ok) save(outcome.data, name);
      return outcome;
    },
    [read],
  );
  return { read, download };
};
