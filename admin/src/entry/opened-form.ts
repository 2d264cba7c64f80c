import { useEffect, useSyncExternalStore } from 'react';

import { type EntrySource } from '../../../contracts/posts';

/** An open form: for which version of which entry, and what was typed into it so far. */
export interface OpenedForm<T> {
  source: EntrySource;
  memory: { kept: T | null };
}

/** How often it is asked whether the page was left while no panel shows the form. */
const LOOK_MS = 1_000;

/** The page and what of it is shown: another language of an entry is another form. */
const addressNow = (): string => `${window.location.pathname}${window.location.search}`;

const keyOf = ({ uid, documentId, locale, status }: EntrySource): string =>
  JSON.stringify([uid, documentId, locale, status]);

/**
 * Which entry's form of one sort is open. Whoever opens it only sets it; the panel, which is on every
 * edit view, shows it. So there is one form however it was opened.
 *
 * The edit view puts its panels somewhere else when the window becomes narrow, as when a tablet is
 * turned, and a slow machine takes its time over it. What was typed is therefore kept here, and the
 * form closes only when no panel shows its entry and the page was left.
 */
export const createOpenedForm = <T>() => {
  let opened: OpenedForm<T> | null = null;
  /** The page on which it was opened. */
  let address = '';
  const listeners = new Set<() => void>();
  const hosts = new Map<string, number>();

  const change = (next: OpenedForm<T> | null): void => {
    opened = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const count = (key: string, step: 1 | -1): void => {
    hosts.set(key, (hosts.get(key) ?? 0) + step);
  };

  const open = (source: EntrySource): void => {
    // Not where the panel first stood: the edit view then puts the language into its address.
    address = addressNow();
    change({ source, memory: { kept: null } });
  };
  const close = (): void => change(null);

  /** The form that is open, whichever entry's; for a list, which shows it for any of its rows. */
  const useAny = (): OpenedForm<T> | null => useSyncExternalStore(subscribe, () => opened);

  /** The form that is open for this entry, or null; for the panel that shows it. */
  const useOpened = (source: EntrySource): OpenedForm<T> | null => {
    const current = useAny();
    const key = keyOf(source);
    useEffect(() => {
      const look = (): void => {
        if (!opened || keyOf(opened.source) !== key || hosts.get(key)) return;
        if (addressNow() !== address) close();
        else setTimeout(look, LOOK_MS);
      };
      count(key, 1);
      return () => {
        count(key, -1);
        setTimeout(look, LOOK_MS);
      };
    }, [key]);
    return current && keyOf(current.source) === key ? current : null;
  };

  return { open, close, useAny, useOpened };
};
