import { useEffect, useSyncExternalStore } from 'react';

import { type EntrySource } from '../../../contracts/posts';
import { type Kept } from '../composer/use-composer';

/** An open form: for which version of which entry, and what was typed into it so far. */
export interface OpenedComposer {
  source: EntrySource;
  memory: { kept: Kept | null };
}

/**
 * Which entry's form is open. The document action only sets it; the panel, which is on every edit
 * view that has the action, shows the form. So there is one form however it was opened.
 *
 * The edit view puts its panels somewhere else when the window becomes narrow, as when a tablet is
 * turned. What was typed is therefore kept here, and the form closes only when no panel has shown its
 * entry for a while.
 */
let opened: OpenedComposer | null = null;
const listeners = new Set<() => void>();
const hosts = new Map<string, number>();
const LEFT_AFTER_MS = 3_000;

const change = (next: OpenedComposer | null): void => {
  opened = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const keyOf = ({ uid, documentId, locale, status }: EntrySource): string =>
  JSON.stringify([uid, documentId, locale, status]);

const count = (key: string, step: 1 | -1): void => {
  hosts.set(key, (hosts.get(key) ?? 0) + step);
};

export const openComposerFor = (source: EntrySource): void =>
  change({ source, memory: { kept: null } });

export const closeComposer = (): void => change(null);

/** The form that is open for this entry, or null; for the panel that shows it. */
export const useOpenedComposer = (source: EntrySource): OpenedComposer | null => {
  const current = useSyncExternalStore(subscribe, () => opened);
  const key = keyOf(source);
  useEffect(() => {
    count(key, 1);
    return () => {
      count(key, -1);
      setTimeout(() => {
        if (opened && keyOf(opened.source) === key && !hosts.get(key)) closeComposer();
      }, LEFT_AFTER_MS);
    };
  }, [key]);
  return current && keyOf(current.source) === key ? current : null;
};

/** The form that is open, whichever entry's; for a list, which shows it for any of its rows. */
export const useAnyOpenedComposer = (): OpenedComposer | null =>
  useSyncExternalStore(subscribe, () => opened);
