import { useEffect, useMemo, useReducer, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type AskedRepeats, useRepeats } from '../composer/use-repeats';
import { instantOf, type When, whenProblem } from '../composer/when';
import { type SiteRules } from '../composer/subject';
import { editorZone } from '../composer/wall-time';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useLatest } from '../utils/use-latest';
import { useNotify } from '../utils/use-notify';
import { useNow } from '../utils/use-now';
import { copyTo, type Copied, hasSame } from './copy';
import { type LoadedRows } from './load-rows';
import { useLack } from './row-end';
import { createRowStates } from './row-states';
import { changeRows, filesOf, type Row } from './rows';
import { planTimes, type Start } from './times';
import { type RowState } from './row-state';
import { useAccounts } from './use-accounts';
import { useFiles } from './use-files';
import { type Press } from './composed-post';
import { useSending } from './use-sending';

/** Where no file could be looked at, nothing is known of the site's rules; the server has them. */
const ALL_RULES: SiteRules = {
  allowed: ['direct_post', 'inbox'],
  preferred: 'direct_post',
  approval: 'optional',
};

/** The clock at a press. */
const clock = (): number => Date.now();

/** What could repeat an earlier post; nothing of a row before its account and files are chosen. */
const askedOf = ({ row }: RowState): AskedRepeats<string>[] => {
  const { accountId, content, post, key } = row;
  const assetIds = filesOf(row);
  if (accountId === null || assetIds.length === 0) return [];
  return [
    { key, post: { accountId, assetIds, content, ...(post ? { exceptPostId: post.id } : {}) } },
  ];
};

/** The table's whole state: rows, what is known of them, when they go out, and the one press. */
export const useBulk = (loaded: LoadedRows, accounts: readonly AccountView[]) => {
  const { t } = useTexts();
  const notify = useNotify();
  const lackOfRow = useLack();
  const [rows, change] = useReducer(changeRows, loaded.rows);
  const [when, setWhen] = useState<When>({ type: 'now' });
  const [spacing, setSpacing] = useState(0);
  const [zone] = useState(editorZone);
  const now = useNow();
  const mayPublish = useMay('publishPosts');
  const mayApprove = useMay('approvePosts');

  const { opening, askAgain } = useAccounts(rows);
  const assetIds = useMemo(() => [...new Set(rows.flatMap(filesOf))], [rows]);
  const { file, lookAgain, site: siteOfFiles } = useFiles(assetIds);
  const looked = assetIds.filter((id) => file(id).opened ?? file(id).problem).length;
  const site = loaded.site ?? siteOfFiles ?? (looked === assetIds.length ? ALL_RULES : null);

  const [statesOf] = useState(createRowStates);
  const states = statesOf(rows, { accounts, opening, file });
  const repeats = useRepeats(states.flatMap(askedOf));
  const { outcomes, progress, sendAll } = useSending(repeats);
  const pending = states.filter(({ row }) => outcomes.get(row.key)?.kind !== 'done');
  const mayAgree = site?.approval !== 'required' || mayPublish || (loaded.awaits && mayApprove);
  const press: Press = mayAgree ? 'publish' : 'approval';

  const start = (): Start | null => {
    if (when.type === 'next_slot') return when;
    if (when.type !== 'at') return { type: 'now' };
    const at = instantOf(when, zone);
    return at === null ? null : { type: 'at', at: Date.parse(at) };
  };
  const timesAt = (instant: number) => {
    const begun = start();
    return (
      begun &&
      planTimes(
        rows.map(({ key }) => key),
        new Set(pending.map(({ row }) => row.key)),
        begun,
        spacing,
        instant,
      )
    );
  };
  const times = timesAt(now);
  const isPast = pending.some(({ row }) => {
    const time = times?.get(row.key);
    return time?.type === 'at' && Date.parse(time.at) < now;
  });

  /** Why the button is off; null when it is on. */
  const why = (): string | null => {
    const open = pending.filter(({ row }) => outcomes.get(row.key)?.kind !== 'unknown');
    const lacking = open.flatMap((state) => {
      const lack = lackOfRow(state);
      return lack === null ? [] : [{ title: state.row.title, lack }];
    });
    const [first] = lacking;
    if (first) return t('bulk.why.rows', { count: lacking.length, ...first });
    const problem = whenProblem(when, zone, now);
    if (problem === 'past' || isPast) return t('bulk.why.past');
    if (problem) return t('bulk.why.time');
    if (press === 'publish' && when.type === 'now' && !mayPublish && !loaded.awaits) {
      return t('bulk.why.mayNot');
    }
    return null;
  };

  const copy = (what: Copied, from: Row): void => {
    const targets = states.filter(
      ({ row }) => row.isSelected && row.key !== from.key && !outcomes.has(row.key),
    );
    const copied = targets.map(({ row, form, isOpened }) =>
      copyTo(what, from, row, isOpened ? form : null),
    );
    change({ type: 'rows', rows: copied });
    const empty = copied.filter((row) => !hasSame(what, from, row)).length;
    const count = copied.length - empty;
    if (empty > 0) notify.warn(t('bulk.copied.some', { count, empty }));
    else notify.done(t('bulk.copied', { count }));
  };

  const send = async (): Promise<void> => {
    const planned = timesAt(clock());
    if (planned) await sendAll(states, planned, press);
  };

  // Leaving while rows are on their way would lose sight of what was sent.
  useEffect(() => {
    if (!progress) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [progress]);

  return {
    states,
    pending,
    change,
    copy: useLatest(copy),
    send,
    repeats,
    site,
    press,
    times,
    why: why(),
    when,
    setWhen,
    spacing,
    setSpacing,
    outcomes,
    progress,
    askAgain,
    lookAgain,
    files: { looked, total: assetIds.length },
  };
};

export type Bulk = ReturnType<typeof useBulk>;
