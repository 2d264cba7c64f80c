import { useEffect, useMemo, useReducer, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type MediaKind } from '../../../contracts/media';
import { type Press } from '../composer/model/composed-post';
import { createMakingStates } from '../composer/model/making';
import { chosenIds } from '../composer/model/material';
import { openStates } from '../composer/model/sending';
import { type SiteRules } from '../composer/model/subject';
import { editorZone } from '../composer/model/wall-time';
import { instantOf, type When, whenProblem } from '../composer/model/when';
import { useAccountsNow } from '../composer/sending/use-accounts-now';
import { useFiles } from '../composer/sending/use-files';
import { useLack } from '../composer/sending/use-lack';
import { askedOf, useRepeats } from '../composer/sending/use-repeats';
import { useSending } from '../composer/sending/use-sending';
import { useTexts } from '../translations';
import { useLatest } from '../utils/use-latest';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { useNow } from '../utils/use-now';
import { type LoadedRows } from './load-rows';
import { type RowAct } from './model/act';
import { type Copied, copyTo, hasSame } from './model/copy';
import { changeBulk, makingsOf, openingTable, rowOfPost } from './model/rows';
import { planTimes, type Start } from './model/times';
import { useHaveFreeTimes } from './use-have-free-times';

/** Where no file could be looked at, nothing is known of the site's rules; the server has them. */
const ALL_RULES: SiteRules = {
  allowed: ['direct_post', 'inbox'],
  preferred: 'direct_post',
  approval: 'optional',
};

/** Minutes between two posts until somebody says otherwise: one after the other, not all at once. */
const FIRST_SPACING = 60;

const AT_NEXT_TIMES: When = { type: 'next_slot' };
const FROM_NOW_ON: When = { type: 'now' };

/** The clock at a press. */
const clock = (): number => Date.now();

/** The table's whole state: rows, what is known of them, when they go out, and the one press. */
export const useBulk = (loaded: LoadedRows, accounts: readonly AccountView[]) => {
  const { t } = useTexts();
  const notify = useNotify();
  const lackOf = useLack();
  const [values, change] = useReducer(changeBulk, loaded.rows, openingTable);
  const { rows, shared } = values;
  // Null until somebody chooses.
  const [chosenWhen, setWhen] = useState<When | null>(null);
  const [spacing, setSpacing] = useState(FIRST_SPACING);
  const [zone] = useState(editorZone);
  const now = useNow();
  const mayPublish = useMay('publishPosts');
  const mayApprove = useMay('approvePosts');

  const makings = useMemo(() => makingsOf(values), [values]);
  const { opening, askAgain } = useAccountsNow([shared, ...makings.map(({ target }) => target)]);
  const assetIds = useMemo(
    () => [...new Set(rows.flatMap(({ material }) => chosenIds(material)))],
    [rows],
  );
  const { file, lookAgain, site: siteOfFiles, warnings } = useFiles(assetIds);
  const looked = assetIds.filter((id) => file(id).opened ?? file(id).problem).length;
  const site = loaded.site ?? siteOfFiles ?? (looked === assetIds.length ? ALL_RULES : null);

  const [statesOf] = useState(createMakingStates);
  const states = statesOf(makings, { accounts, opening, file });
  const repeats = useRepeats(states.flatMap(askedOf));
  const { outcomes, progress, isSending, ...sending } = useSending(repeats);
  const pending = openStates(states, { outcomes });
  const mayAgree = site?.approval !== 'required' || mayPublish || (loaded.awaits && mayApprove);
  const press: Press = mayAgree ? 'publish' : 'approval';

  const chosenIdsKey = accounts
    .map(({ id }) => id)
    .filter((id) => makings.some(({ target }) => target.accountId === id))
    .join();
  const chosenAccounts = useMemo(
    () => accounts.filter(({ id }) => chosenIdsKey.split(',').includes(String(id))),
    [accounts, chosenIdsKey],
  );
  const haveFreeTimes = useHaveFreeTimes(chosenAccounts);
  const when: When =
    chosenWhen ?? (press === 'publish' && haveFreeTimes ? AT_NEXT_TIMES : FROM_NOW_ON);

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
        new Set(pending.map(({ making }) => making.key)),
        begun,
        spacing,
        instant,
      )
    );
  };
  const times = timesAt(now);
  const isPast = pending.some(({ making }) => {
    const time = times?.get(making.key);
    return time?.type === 'at' && Date.parse(time.at) < now;
  });

  /** Why the button is off; null when it is on. */
  const why = (): string | null => {
    const open = pending.filter(({ making }) => outcomes.get(making.key)?.kind !== 'unknown');
    const lacking = open.flatMap((state) => {
      const lack = lackOf(state);
      const words = [lack.why, lack.remedy].filter(Boolean).join(' ');
      return lack.why === null ? [] : [{ title: state.making.title, lack: words }];
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

  const copy = (what: Copied, key: string): void => {
    const from = rows.find((row) => row.key === key);
    if (!from) return;
    const forms = new Map(
      states.map(({ making, form, opening: { opened } }) => [making.key, opened ? form : null]),
    );
    const copied = rows
      .filter((row) => row.isSelected && row.key !== key && !outcomes.has(row.key))
      .map((row) => copyTo(what, from, row, shared, forms.get(row.key) ?? null));
    change({ type: 'rows', rows: copied });
    const empty = copied.filter((row) => !hasSame(what, from, row, shared)).length;
    const count = copied.length - empty;
    if (empty > 0) notify.warn(t('bulk.copied.some', { count, empty }));
    else notify.done(t('bulk.copied', { count }));
  };

  const filesOf = (key: string): number[] => {
    const row = rows.find((one) => one.key === key);
    return row ? chosenIds(row.material) : [];
  };
  const act: RowAct = {
    change: useLatest(change),
    changeShared: useLatest((changed) => change({ type: 'shared', change: changed })),
    copy: useLatest(copy),
    askAgain,
    lookAgain: useLatest((key) => lookAgain(filesOf(key))),
    goOnKnowing: useLatest(sending.goOnKnowing),
    goOnFrom: useLatest((key, { version }) => sending.goOnFrom(key, version)),
    takeNewer: useLatest((key, newer) => {
      sending.goOnFrom(key, newer.version);
      const { isSelected = false } = rows.find((row) => row.key === key) ?? {};
      change({ type: 'rows', rows: [{ ...rowOfPost(newer, null), isSelected }] });
    }),
  };
  const [acts] = useState(act);

  const send = async (): Promise<void> => {
    const planned = timesAt(clock());
    if (planned) await sending.send(states, press, (key) => planned.get(key));
  };

  // Leaving while rows are on their way would lose sight of what was sent.
  useEffect(() => {
    if (!isSending) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);

  const following = rows.filter(({ own }) => own === null);
  const has = (kind: MediaKind) => following.some(({ material }) => material.kind === kind);
  return {
    rows,
    shared,
    /** The rows that are not set differently. */
    following: { count: following.length, video: has('video'), photo: has('photo') },
    states,
    pending,
    act: acts,
    opening,
    askAgain,
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
    chosenAccounts,
    outcomes,
    progress,
    warnings,
    files: { looked, total: assetIds.length },
  };
};

export type Bulk = ReturnType<typeof useBulk>;
