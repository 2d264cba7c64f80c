import { Flex, Link, Typography } from '@strapi/design-system';
import { useQueryParams, useTable } from '@strapi/strapi/admin';
import { useEffect, useMemo, useState } from 'react';
import { createIntl, type IntlShape, RawIntlProvider, useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import { type EntryState, listColumn } from '../../../contracts/list-column';
import { useTikTokQuery } from '../api';
import { pollEvery } from '../posts/poll';
import { StateBadge } from '../posts/state-badge';
import { loadAll, useTexts } from '../translations';
import { useMay } from '../utils/use-may';

interface CellProps {
  documentId: string;
  model: string;
}

/** As many as one call takes, which is also the most that Strapi's list shows on a page. */
const MOST = 100;

/** One set of texts for all cells of the page: each with its own would copy Strapi's every time. */
const shared = new Map<string, Promise<IntlShape>>();

const intlFor = (outer: IntlShape): Promise<IntlShape> => {
  const { locale, timeZone } = outer;
  const known = shared.get(locale);
  if (known) return known;
  const made = loadAll(locale, ['entry', 'posts']).then((messages) =>
    createIntl({ locale, messages, timeZone, onError: () => undefined }),
  );
  shared.set(locale, made);
  // Texts that could not be loaded are tried again on the next page.
  made.catch(() => shared.delete(locale));
  return made;
};

const useSharedIntl = (): IntlShape | null => {
  const outer = useIntl();
  const [intl, setIntl] = useState<IntlShape | null>(null);
  useEffect(() => {
    let current = true;
    intlFor(outer).then(
      (made) => current && setIntl(made),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [outer]);
  return intl;
};

const idOf = (row: object): string[] =>
  'documentId' in row && typeof row.documentId === 'string' ? [row.documentId] : [];

/** As far as a cell knows: it is told one time, and not when the publisher takes it up. */
const liveOf = ({ state, at }: EntryState) => ({
  state,
  scheduledAt: state === 'scheduled' ? at : null,
  nextStepAt: null,
});

/** The states of all rows of the page; every cell asks the same, so that one call is made. */
const useStates = (model: string) => {
  const rows = useTable('TikTokColumn', (state) => state.rows);
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const locale = query.plugins?.i18n?.locale ?? null;
  const documentIds = useMemo(() => [...new Set(rows.flatMap(idOf))].slice(0, MOST), [rows]);
  return useTikTokQuery(
    listColumn,
    { body: { uid: model, documentIds, locale } },
    {
      skip: documentIds.length === 0,
      poll: ({ states }) => pollEvery(Object.values(states).map(liveOf), Date.now()),
    },
  ).data?.states;
};

const State = ({ documentId, model }: CellProps) => {
  const { t, dateTime } = useTexts();
  const mayView = useMay('viewPosts');
  const state = useStates(model)?.[documentId];
  if (!state) {
    return (
      <Typography textColor="neutral600" aria-label={t('entry.noPosts')}>
        -
      </Typography>
    );
  }
  const time = dateTime(state.at);
  return (
    // The row around it opens the entry.
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={1}
      onClick={(event: React.MouseEvent) => mayView && event.stopPropagation()}
    >
      <StateBadge state={state.state} />
      {mayView ? (
        <Link tag={NavLink} to={`/plugins/tiktok/posts/${state.postId}`}>
          {time}
        </Link>
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {time}
        </Typography>
      )}
      {state.count > 1 && (
        <Typography variant="pi" textColor="neutral600">
          {t('entry.column.count', { count: state.count })}
        </Typography>
      )}
    </Flex>
  );
};

/** One cell of the TikTok column. Loaded when the first list with such a column is opened. */
const ListCell = (props: CellProps) => {
  const intl = useSharedIntl();
  return intl ? (
    <RawIntlProvider value={intl}>
      <State {...props} />
    </RawIntlProvider>
  ) : null;
};

export default ListCell;
