import type FullCalendar from '@fullcalendar/react';
import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import { DateTime } from 'luxon';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { type OpenTime } from '../../../contracts/plan';
import { type PostSummary } from '../../../contracts/posts';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { wallTimeOf, zonedText } from '../composer/model/wall-time';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNow } from '../utils/use-now';
import { Board, type Dropped, type Shown } from './board/board';
import { DayList } from './board/day-list';
import { type Doing } from './board/item';
import { CapNotes } from './cap-notes';
import { Drafts, draftOf } from './drafts';
import { Legend } from './legend';
import { readDrop } from './model/drop';
import { type CalendarPost, VIEW_NAMES, type ViewName, VIEWS } from './model/events';
import { itemsByDay, itemsByHour, LIST_DAYS, pastWeeks, postKey } from './model/layout';
import { readPlace, withValues } from './model/place';
import { weekStart } from './model/week-start';
import { rememberedZone, rememberZone, type ZoneChoice, zoneOf } from './model/zone';
import { News } from './news';
import { PastWeeks } from './past-weeks';
import { type Act, ActDialog } from './peek/act';
import { focusBox } from './peek/focus';
import { Peek, type Peeked } from './peek/peek';
import { type QuickAction } from './peek/quick-actions';
import { onlyAsks } from '../posts/use-told';
import { type AskedTime, TimeDialog } from './time-dialog';
import { Choices, Navigation } from './toolbar';
import { useBegin } from './use-begin';
import { useCalendarPosts } from './use-calendar-posts';
import { useMoving } from './use-moving';
import { useNarrow } from './use-narrow';
import { useReaderLocale } from './use-reader-locale';

const NO_POSTS: readonly CalendarPost[] = [];
const NO_TIMES: readonly OpenTime[] = [];
const NONE: ReadonlySet<string> = new Set();
/** A month and a week need room that a phone has not. */
const NARROW_VIEWS = ['list', 'day'] as const satisfies ViewName[];
/** So many posts at one time fit beside each other. */
const BESIDE = { week: 1, day: 4 } as const;

interface CalendarProps {
  accounts: readonly AccountView[];
  account: AccountView | undefined;
  onAccount: (id: number | undefined) => void;
}

/** The calendar with what stands around it: choices, notes, drafts, and what the last move did. */
export const Calendar = ({ accounts, account, onAccount }: CalendarProps) => {
  const { t } = useTexts();
  const locale = useReaderLocale();
  const mayCompose = useMay('composePosts');
  const isNarrow = useNarrow();
  const calendar = useRef<FullCalendar>(null);
  const [search, setSearch] = useSearchParams();
  const [opened] = useState(() => readPlace(search));
  const [chosenView, setView] = useState<ViewName>(() => opened.view ?? 'month');
  const [choice, setChoice] = useState(rememberedZone);
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<(AskedTime & { box: string }) | null>(null);
  const [peeked, setPeeked] = useState<Peeked | null>(null);
  const [act, setAct] = useState<Act | null>(null);
  const [showsPast, setShowsPast] = useState(false);
  const moving = useMoving();
  const zone = zoneOf(choice, account?.timeZone ?? null);
  const now = useNow();
  const today = wallTimeOf(new Date(now).toISOString(), zone).date;
  const firstDay = weekStart(locale);
  const views: readonly ViewName[] = isNarrow ? NARROW_VIEWS : VIEW_NAMES;
  const view = views.includes(chosenView) ? chosenView : 'list';
  // Where it is, whichever view shows it: a narrower window shows the same days as a list.
  const [date, setDate] = useState(opened.date ?? today);
  const read = useCalendarPosts(shown, account?.id);
  const { posts = NO_POSTS, openTimes: free = NO_TIMES, forecasts } = read.data ?? {};
  const openTimes = mayCompose ? free : NO_TIMES;
  const { moveTo, tellPast } = moving;
  const { begin, beginAt } = useBegin({
    zone,
    accountId: account?.id,
    openTimes,
    onPast: tellPast,
  });
  const onBeginAt = mayCompose ? beginAt : undefined;

  const items = useMemo(
    () =>
      view === 'week' || view === 'day'
        ? itemsByHour(posts, openTimes, zone, BESIDE[view])
        : itemsByDay(posts, openTimes, zone),
    [view, posts, openTimes, zone],
  );
  const past = useMemo(
    () => (view === 'month' ? pastWeeks(date, today, firstDay) : []),
    [view, date, today, firstDay],
  );
  const folded = useMemo(() => (showsPast ? NONE : new Set(past.flat())), [showsPast, past]);

  const when = useCallback((at: string) => zonedText(at, zone, locale), [zone, locale]);
  const peek = useCallback(
    (key: string, of: Peeked['posts']) =>
      setPeeked((open) => (open?.key === key ? null : { key, posts: of })),
    [],
  );
  const doing = useMemo(
    (): Doing => ({
      clock: (at) =>
        DateTime.fromISO(at, { zone }).setLocale(locale).toLocaleString(DateTime.TIME_SIMPLE),
      when,
      nameOf: (id) => accounts.find((one) => one.id === id)?.nickname ?? '',
      onPeek: peek,
      onBegin: begin,
    }),
    [zone, locale, when, accounts, peek, begin],
  );

  const show = (seen: Shown) => {
    setShown(seen);
    setDate(seen.place.date);
    setPeeked(null);
  };
  useEffect(() => {
    const place = shown?.place;
    if (!place || (search.get('view') === place.view && search.get('date') === place.date)) return;
    setSearch((before) => withValues(before, { ...place }), { replace: true });
  }, [shown, search, setSearch]);
  const chooseView = (name: ViewName) => {
    setView(name);
    if (name !== 'list') calendar.current?.getApi().changeView(VIEWS[name]);
  };
  const go = (where: 'prev' | 'next' | 'today') => {
    if (view !== 'list') calendar.current?.getApi()[where]();
    else if (where === 'today') setDate(today);
    else {
      const days = where === 'next' ? LIST_DAYS : -LIST_DAYS;
      setDate(DateTime.fromISO(date).plus({ days }).toFormat('yyyy-MM-dd'));
    }
  };
  const chooseZone = (chosen: ZoneChoice) => {
    setChoice(chosen);
    rememberZone(chosen);
  };
  const ask = useCallback(
    (post: PostSummary, box = postKey(post)) =>
      setAsked({
        post,
        box,
        ...(post.scheduledAt ? wallTimeOf(post.scheduledAt, zone) : { date: '', time: '' }),
      }),
    [zone],
  );
  const dropOf = async (post: PostSummary, { wall, revert }: Dropped): Promise<void> => {
    const drop = readDrop(wall, zone, Date.now());
    if (drop.kind === 'at') {
      const refused = await moveTo(post, drop.at);
      if (refused) revert();
      if (onlyAsks(refused)) {
        setAsked({ post, box: postKey(post), ...wallTimeOf(drop.at, zone), refused });
      }
      return;
    }
    revert();
    if (drop.kind === 'past') tellPast();
    else setAsked({ post, box: postKey(post), date: drop.date, time: drop.time });
  };
  const actOn = (post: PostSummary, action: QuickAction) => {
    const box = peeked?.key ?? postKey(post);
    setPeeked(null);
    if (action === 'reschedule') ask(post, box);
    else setAct({ post, action, box });
  };
  const endAct = useCallback(() => setAct(null), []);

  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Choices
        accounts={accounts}
        account={account}
        onAccount={onAccount}
        zone={choice}
        onZone={chooseZone}
      />
      <Legend accounts={account ? [account] : accounts} hasOpenTimes={openTimes.length > 0} />
      {read.problem && <Problem problem={read.problem} onRetry={read.reload} />}
      {read.data?.truncated && <Note level="info">{t('calendar.truncated')}</Note>}
      {forecasts && (
        <CapNotes forecasts={forecasts} posts={posts} accounts={accounts} when={when} />
      )}
      <Grid.Root gap={5}>
        <Grid.Item col={9} xs={12} direction="column" alignItems="stretch">
          <Box
            background="neutral0"
            padding={{ initial: 3, medium: 5 }}
            shadow="tableShadow"
            hasRadius
            minWidth={0}
            aria-busy={read.isFetching}
          >
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Navigation
                title={shown?.title ?? ''}
                view={view}
                views={views}
                onView={chooseView}
                onGo={go}
              />
              <Typography variant="pi" textColor="neutral600" tag="p">
                {t(
                  `calendar.zone.shown.${choice === 'account' && !account?.timeZone ? 'mine' : choice}`,
                  {
                    zone,
                  },
                )}
              </Typography>
              <PastWeeks weeks={past} items={items} isOpen={showsPast} onOpen={setShowsPast} />
              {view === 'list' ? (
                <DayList
                  zone={zone}
                  date={date}
                  today={today}
                  posts={posts}
                  openTimes={openTimes}
                  doing={doing}
                  onShown={show}
                  onBeginAt={onBeginAt}
                />
              ) : (
                <Board
                  calendar={calendar}
                  view={view}
                  zone={zone}
                  firstDay={firstDay}
                  date={date}
                  today={today}
                  items={items}
                  forecasts={forecasts}
                  folded={folded}
                  doing={doing}
                  onShown={show}
                  onMoved={(post, dropped) => void dropOf(post, dropped)}
                  onDraft={(element, dropped) => {
                    const draft = draftOf(element);
                    if (draft) void dropOf(draft, dropped);
                  }}
                  onBeginAt={onBeginAt}
                />
              )}
            </Flex>
          </Box>
        </Grid.Item>
        <Grid.Item col={3} xs={12} direction="column" alignItems="stretch">
          <Drafts
            key={account?.id ?? 'all'}
            accountId={account?.id}
            onChooseTime={ask}
            onPeek={(post) => peek(postKey(post), [post])}
          />
        </Grid.Item>
      </Grid.Root>
      {moving.news && <News news={moving.news} moving={moving} when={when} />}
      {peeked && (
        <Peek
          key={peeked.key}
          peeked={peeked}
          when={when}
          onAct={actOn}
          onClose={() => setPeeked(null)}
        />
      )}
      {act && <ActDialog act={act} onClose={endAct} />}
      {asked && (
        <TimeDialog
          asked={asked}
          zone={zone}
          account={accounts.find(({ id }) => id === asked.post.account.id)}
          onMove={(at, told) => moveTo(asked.post, at, told)}
          onClose={() => {
            setAsked(null);
            // After the dialog itself, which knows nothing to go back to.
            setTimeout(() => focusBox(asked.box));
          }}
        />
      )}
    </Flex>
  );
};
