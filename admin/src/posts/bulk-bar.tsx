import {
  Box,
  Button,
  Field,
  Flex,
  LinkButton,
  NumberInput,
  Typography,
} from '@strapi/design-system';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import { type ResponseOf } from '../../../contracts/endpoint';
import { bulkPosts, type PostAction, type PostSummary } from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { bulkAddress } from '../bulk/model/address';
import { Confirm } from '../components/confirm';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { instantOfMoment, TimeFields, useMoment } from './time-fields';

type Result = ResponseOf<typeof bulkPosts>['results'][number];
type Action = 'cancel' | 'retry' | 'reschedule';

interface AskProps {
  action: Action;
  posts: readonly PostSummary[];
  onDone: (results: Result[]) => void;
  onClose: () => void;
}

/** The question before something is done to many posts. */
const Ask = ({ action, posts, onDone, onClose }: AskProps) => {
  const { t } = useTexts();
  const { run } = useTikTokMutation(bulkPosts);
  const [chosen] = useState(() => posts.map(({ id, version }) => ({ id, version })));
  const [moment, setMoment] = useMoment(null);
  const [spacingMinutes, setSpacing] = useState(60);
  const moves = action === 'reschedule';
  const at = instantOfMoment(moment);
  const onConfirm = async () => {
    const outcome = await run({
      body: { action, posts: chosen, spacingMinutes, ...(moves && at !== null ? { at } : {}) },
    });
    if (!outcome.ok) return outcome.problem;
    onDone(outcome.data.results);
    return null;
  };
  return (
    <Confirm
      title={t(moves ? 'posts.bulk.reschedule' : `posts.action.${action}`)}
      confirmLabel={t(moves ? 'posts.bulk.reschedule' : `posts.action.${action}`)}
      closeLabel={action === 'cancel' ? t('posts.action.cancel.keep') : undefined}
      variant={action === 'cancel' ? 'danger' : 'default'}
      ready={!moves || at !== null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>
        {t(moves ? 'posts.action.reschedule.what' : `posts.bulk.what.${action}`)}
      </Typography>
      <Typography fontWeight="bold">
        {t('posts.bulk.selected', { count: chosen.length })}
      </Typography>
      {moves && (
        <>
          <Typography tag="h3" variant="pi" fontWeight="bold">
            {t('posts.bulk.first')}
          </Typography>
          <TimeFields moment={moment} onChange={setMoment} />
          <Field.Root name="spacing">
            <Field.Label>{t('posts.bulk.spacing')}</Field.Label>
            <NumberInput
              value={spacingMinutes}
              onValueChange={(value) => setSpacing(Math.min(10_080, Math.max(0, value ?? 0)))}
            />
          </Field.Root>
        </>
      )}
    </Confirm>
  );
};

interface Ended {
  action: Action | 'restore';
  results: Result[];
  titles: Map<number, string>;
}

interface ResultsProps extends Ended {
  onUndone: (results: Result[]) => void;
}

/** Takes back that the posts were cancelled; not while nobody may plan them again. */
const Undo = ({ results, onUndone }: Pick<ResultsProps, 'results' | 'onUndone'>) => {
  const { t } = useTexts();
  const notify = useNotify();
  const mayCompose = useMay('composePosts');
  const mayPublish = useMay('publishPosts');
  const { run, isRunning } = useTikTokMutation(bulkPosts);
  const posts = results.flatMap(({ id, version }) => (version === null ? [] : [{ id, version }]));
  if (posts.length === 0 || !(mayCompose || mayPublish)) return null;
  const undo = async () => {
    const outcome = await run({ body: { action: 'restore', posts } });
    if (outcome.ok) onUndone(outcome.data.results);
    else notify.failed(outcome.problem);
  };
  return (
    <Button size="S" variant="secondary" loading={isRunning} onClick={() => void undo()}>
      {t('posts.bulk.undo')}
    </Button>
  );
};

const Results = ({ action, results, titles, onUndone }: ResultsProps) => {
  const { t, said } = useTexts();
  const refused = results.filter(({ done }) => !done);
  const done = results.length - refused.length;
  return (
    <Note
      level={refused.length === 0 ? 'success' : 'warning'}
      title={t('posts.bulk.done', { done, count: results.length })}
      announce
      action={action === 'cancel' && <Undo results={results} onUndone={onUndone} />}
    >
      {refused.length > 0 && (
        <>
          {t('posts.bulk.refused')}
          <ul>
            {refused.map(({ id, message }) => (
              <li key={id}>
                {titles.get(id) ?? t('posts.untitled', { id })}: {said(message ?? '')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
};

const ACTIONS: readonly { action: Action; needs: PostAction }[] = [
  { action: 'reschedule', needs: 'reschedule' },
  { action: 'retry', needs: 'retry' },
  { action: 'cancel', needs: 'cancel' },
];

interface BulkBarProps {
  /** The selected posts of the page that is shown. */
  posts: readonly PostSummary[];
  onClear: () => void;
}

/** What can be done to the selected posts together; each is judged by itself. */
export const BulkBar = ({ posts, onClear }: BulkBarProps) => {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Action | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const open = posts.filter(
    ({ state, actions }) =>
      (state === 'draft' && actions.includes('edit')) ||
      (state === 'awaiting_approval' && actions.includes('approve')),
  );
  const selected = t('posts.bulk.selected', { count: posts.length });
  useReadOut(posts.length === 0 ? null : selected);
  if (posts.length === 0) {
    return (
      ended && (
        <Results
          {...ended}
          onUndone={(results) => setEnded({ ...ended, action: 'restore', results })}
        />
      )
    );
  }
  return (
    <Box background="primary100" padding={4} hasRadius>
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        <Typography>{selected}</Typography>
        <Flex gap={2} wrap="wrap">
          {open.length > 0 && (
            <LinkButton
              tag={NavLink}
              variant="secondary"
              to={bulkAddress({ kind: 'posts', postIds: open.map(({ id }) => id) })}
            >
              {t('posts.bulk.complete')}
            </LinkButton>
          )}
          {ACTIONS.filter(({ needs }) => posts.some(({ actions }) => actions.includes(needs))).map(
            ({ action }) => (
              <Button
                key={action}
                variant={action === 'cancel' ? 'danger-light' : 'tertiary'}
                onClick={() => setAsked(action)}
              >
                {t(action === 'reschedule' ? 'posts.bulk.reschedule' : `posts.action.${action}`)}
              </Button>
            ),
          )}
        </Flex>
      </Flex>
      {asked !== null && (
        <Ask
          action={asked}
          posts={posts.filter(({ actions }) =>
            actions.includes(asked === 'reschedule' ? 'reschedule' : asked),
          )}
          onDone={(results) => {
            setEnded({
              action: asked,
              results,
              titles: new Map(posts.map(({ id, title }) => [id, title])),
            });
            onClear();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
};
