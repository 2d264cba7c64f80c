import { useCallback, useEffect, useRef, useState } from 'react';

import { type OpenedMedia, openComposerMedia } from '../../../../contracts/composer';
import { type ResponseOf } from '../../../../contracts/endpoint';
import { type Outcome, useTikTokMutation } from '../../api';
import { type SiteRules } from '../model/subject';
import { type Answer } from '../model/making';

type Looked = Outcome<OpenedMedia>;
/** About a post of each kind as a whole, whatever its files are. */
type Warnings = ResponseOf<typeof openComposerMedia>['warnings'];

const NONE: Warnings = { video: [], photo: [] };

/** Files looked at in one call: the preflight reads each one's headers. */
const AT_ONCE = 20;

/** The preflight of the chosen files, each looked at once per opening, some at a time. */
export const useFiles = (assetIds: readonly number[]) => {
  const { run } = useTikTokMutation(openComposerMedia);
  const [known, setKnown] = useState<ReadonlyMap<number, Looked>>(new Map());
  const [site, setSite] = useState<SiteRules | null>(null);
  const [warnings, setWarnings] = useState(NONE);
  const queue = useRef<number[]>([]);
  const asked = useRef(new Set<number>());
  const isRunning = useRef(false);

  /** Looks at these; those are returned that must be looked at one by one. */
  const look = useCallback(
    async (ids: readonly number[]): Promise<readonly number[]> => {
      const outcome = await run({ body: { assetIds: [...ids] } });
      if (outcome.ok) {
        const { media, shareTypes } = outcome.data;
        setSite(shareTypes);
        setWarnings(outcome.data.warnings);
        setKnown((last) => {
          const next = new Map(last);
          for (const data of media) next.set(data.assetId, { ok: true, data });
          return next;
        });
        return [];
      }
      // One file that is gone refuses the whole call: each is asked about by itself.
      if (ids.length > 1 && outcome.problem.status === 404) return ids;
      setKnown((last) => new Map([...last, ...ids.map((id): [number, Looked] => [id, outcome])]));
      return [];
    },
    [run],
  );

  const pump = useCallback(async (): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    while (queue.current.length > 0) {
      for (const id of await look(queue.current.splice(0, AT_ONCE))) await look([id]);
    }
    isRunning.current = false;
  }, [look]);

  const key = assetIds.join();
  useEffect(() => {
    const fresh = key.split(',').filter(Boolean).map(Number);
    for (const id of fresh) {
      if (asked.current.has(id)) continue;
      asked.current.add(id);
      queue.current.push(id);
    }
    void pump();
  }, [key, pump]);

  const file = (assetId: number): Answer<OpenedMedia> => {
    const outcome = known.get(assetId);
    return {
      opened: outcome?.ok ? outcome.data : null,
      problem: outcome && !outcome.ok ? outcome.problem : null,
    };
  };

  const lookAgain = useCallback(
    (ids: readonly number[]): void => {
      setKnown((last) => new Map([...last].filter(([id]) => !ids.includes(id))));
      queue.current.push(...ids);
      void pump();
    },
    [pump],
  );

  return { file, lookAgain, site, warnings };
};
