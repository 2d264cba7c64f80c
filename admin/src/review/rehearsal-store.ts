import { useSyncExternalStore } from 'react';

import { type Shot, type ShotCue } from '../../../contracts/review-view';

export interface Rehearsal {
  /** Empty before one was started. */
  shots: readonly Shot[];
  ticked: ReadonlySet<ShotCue>;
  isOpen: boolean;
}

export interface RehearsalStore {
  get: () => Rehearsal;
  subscribe: (listener: () => void) => () => void;
  /** Opens it; what was ticked before stays while the shots are the same. */
  open: (shots: readonly Shot[]) => void;
  close: () => void;
  /** Something was seen; stays ticked when it is gone again. */
  see: (cues: readonly ShotCue[]) => void;
  /** By hand. */
  toggle: (cue: ShotCue) => void;
  reset: () => void;
}

const cuesOf = (shots: readonly Shot[]): string => shots.map(({ cue }) => cue).join();

/** One rehearsal, in memory only: gone when the page is loaded anew. */
export const createRehearsal = (): RehearsalStore => {
  let state: Rehearsal = { shots: [], ticked: new Set(), isOpen: false };
  const listeners = new Set<() => void>();
  const change = (changes: Partial<Rehearsal>): void => {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: (shots) => {
      const isSame = cuesOf(shots) === cuesOf(state.shots);
      change({ shots, isOpen: true, ...(!isSame && { ticked: new Set<ShotCue>() }) });
    },
    close: () => change({ isOpen: false }),
    see: (cues) => {
      const isNew = cues.filter(
        (cue) => !state.ticked.has(cue) && state.shots.some((shot) => shot.cue === cue),
      );
      if (isNew.length > 0) change({ ticked: new Set([...state.ticked, ...isNew]) });
    },
    toggle: (cue) => {
      const ticked = new Set(state.ticked);
      if (!ticked.delete(cue)) ticked.add(cue);
      change({ ticked });
    },
    reset: () => change({ ticked: new Set() }),
  };
};

/** The admin's one rehearsal: the panel outlives the page that opened it. */
export const rehearsal = createRehearsal();

export const useRehearsal = (): Rehearsal =>
  useSyncExternalStore(rehearsal.subscribe, rehearsal.get);
