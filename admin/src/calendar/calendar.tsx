import type FullCalendar from '@fullcalendar/react';
import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import { useCallback, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useSearchParams } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { getCalendar } from '../../../contracts/plan';
import { type PostSummary } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { wallTimeOf, zonedText } from '../composer/model/wall-time';
import { useReloadWhenDue } from '../posts/live';
import { pollEvery } from '../posts/poll';
import { useTexts } from '../translations';
import { Board, type Dropped, type Shown } from './board';
import { CapNotes } from './cap-notes';
import { Drafts, draftOf } from './drafts';
import { readDrop } from './drop';
import { type ViewName, VIEWS } from './events';
import { Legend } from './legend';
import { News } from './news';
import { readPlace, withValues } from './place';
import { type AskedTime, TimeDialog } from './time-dialog';
import { Choices, Navigation } from './toolbar';
import { useMoving } from './use-moving';
import { rememberedZone, rememberZone, type ZoneChoice, zoneOf } from './zone';

/** A month needs room that a phone has not. */
const firstView = (): ViewName => (window.innerWidth < 768 ? 'day' : 'month');

const useCalendarPosts = (shown: Shown | null, accountId: number | undefined) => {
  const args = { query: { from: shown?.from ?? '', to: shown?.to ?? '', accountId } };
  const skip = shown === null;
  const read = useTikTokQuery(getCalendar, args, {
    skip,
    poll: ({ posts }) => pollEvery(posts, Date.now()),
  });
  useReloadWhenDue(read.data?.posts, read.reload);
  return read;
};

interface CalendarProps {
  accounts: readonly AccountView[];
  account: AccountView | undefined;
  onAccount: (id: number | undefined) => void;
}

/** The calendar with what stands around it: choices, notes, drafts, and what the last move did. */
export const Calendar = ({ accounts, account, onAccount }: CalendarProps) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const calendar = useRef<FullCalendar>(null);
  const [search, setSearch] = useSearchParams();
  const [opened] = useState(() => readPlace(search));
  const [view, setView] = useState(() => opened.view ?? firstView());
  const [choice, setChoice] = useState(rememberedZone);
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<AskedTime | null>(null);
  const moving = useMoving();
  const zone = zoneOf(choice, account?.timeZone ?? null);
  const read = useCalendarPosts(shown, account?.id);
  const posts = read.data?.posts;
  const { moveTo, tellPast } = moving;
  const when = (at: string) => zonedText(at, zone, locale);

  const show = (seen: Shown) => {
    setShown(seen);
    setSearch((before) => withValues(before, { ...seen.place }), { replace: true });
  };
  const chooseView = (name: ViewName) => {
    setView(name);
    calendar.current?.getApi().changeView(VIEWS[name]);
  };
  const chooseZone = (chosen: ZoneChoice) => {
    setChoice(chosen);
    rememberZone(chosen);
  };
  const ask = useCallback(
    (post: PostSummary) =>
      setAsked({
        post,
        ...(post.scheduledAt ? wallTimeOf(post.scheduledAt, zone) : { date: '', time: '' }),
      }),
    [zone],
  );
  const dropOf = async (post: PostSummary, { wall, revert }: Dropped): Promise<void> => {
    const drop = readDrop(wall, zone, Date.now());
    if (drop.kind === 'at') {
      if (await moveTo(post, drop.at)) revert();
      return;
    }
    revert();
    if (drop.kind === 'past') tellPast();
    else setAsked({ post, date: drop.date, time: drop.time });
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Choices
        accounts={accounts}
        account={account}
        onAccount={onAccount}
        zone={choice}
        onZone={chooseZone}
      />
      <Legend accounts={account ? [account] : accounts} />
      {read.problem && <Problem problem={read.problem} onRetry={read.reload} />}
      {read.data?.truncated && <Note level="info">{t('calendar.truncated')}</Note>}
      {read.data && (
        <CapNotes
          forecasts={read.data.forecasts}
          posts={read.data.posts}
          accounts={accounts}
          when={when}
        />
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
                onView={chooseView}
                onGo={(where) => calendar.current?.getApi()[where]()}
              />
              <Board
                calendar={calendar}
                view={view}
                zone={zone}
                date={shown?.place.date ?? opened.date}
                posts={posts}
                forecasts={read.data?.forecasts}
                onShown={show}
                onChooseTime={ask}
                onMoved={(post, dropped) => void dropOf(post, dropped)}
                onDraft={(element, dropped) => {
                  const draft = draftOf(element);
                  if (draft) void dropOf(draft, dropped);
                }}
              />
              <Typography variant="pi" textColor="neutral600" tag="p">
                {t('calendar.zone.shown', { zone })}
              </Typography>
            </Flex>
          </Box>
        </Grid.Item>
        <Grid.Item col={3} xs={12} direction="column" alignItems="stretch">
          <Drafts key={account?.id ?? 'all'} accountId={account?.id} onChooseTime={ask} />
        </Grid.Item>
      </Grid.Root>
      {moving.news && <News news={moving.news} moving={moving} when={when} />}
      {asked && (
        <TimeDialog
          asked={asked}
          zone={zone}
          account={accounts.find(({ id }) => id === asked.post.account.id)}
          onMove={(at) => moveTo(asked.post, at)}
          onClose={() => setAsked(null)}
        />
      )}
    </Flex>
  );
};
