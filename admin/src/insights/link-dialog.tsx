import {
  Field,
  Flex,
  Loader,
  Radio,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { type ReactNode, useId, useState } from 'react';

import { linkVideo, type ListedVideo } from '../../../contracts/insights';
import { listPosts } from '../../../contracts/posts';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { useEntries, useEntryTypes } from './use-entries';

interface Choice {
  value: string;
  label: string;
}

interface ChoicesProps {
  label: string;
  /** Null: on their way. */
  choices: readonly Choice[] | null;
  /** Said where there is none. */
  none: string;
  value: string;
  onChange: (value: string) => void;
}

/** One of a few, nothing preselected. */
const Choices = ({ label, choices, none, value, onChange }: ChoicesProps): ReactNode => {
  const { t } = useTexts();
  const id = useId();
  if (choices === null) return <Loader small>{t('common.loading')}</Loader>;
  if (choices.length === 0) return <Typography textColor="neutral600">{none}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" id={id}>
        {label}
      </Typography>
      <Radio.Group aria-labelledby={id} value={value} onValueChange={onChange}>
        <Flex direction="column" alignItems="stretch" gap={2}>
          {choices.map((choice) => (
            <Radio.Item key={choice.value} value={choice.value}>
              {choice.label}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
    </Flex>
  );
};

interface LinkDialogProps {
  accountId: number;
  video: ListedVideo;
  onClose: () => void;
}

const TO = ['entry', 'post'] as const;

/** A person says what a video that was not sent from here belongs to: nothing is guessed. */
export const LinkDialog = ({ accountId, video, onClose }: LinkDialogProps) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(linkVideo);
  const mayResolve = useMay('resolvePosts');
  const mayView = useMay('viewPosts');
  const [to, setTo] = useState<(typeof TO)[number]>('entry');
  const [chosen, setChosen] = useState('');
  const types = useEntryTypes();
  const [type, setType] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const uid = type ?? types?.[0]?.uid ?? null;
  const entries = useEntries(to === 'entry' ? uid : null, words);
  const query = { state: 'outcome_unknown' as const, accountId, kind: video.kind };
  const unknown = useTikTokQuery(listPosts, { query }, { skip: !mayResolve || !mayView }).data;

  const choose = (next: (typeof TO)[number]) => {
    setTo(next);
    setChosen('');
  };
  const entry = entries?.find(({ documentId }) => documentId === chosen);
  const post = unknown?.posts.find(({ id }) => String(id) === chosen);
  const target = to === 'post' ? post : entry;

  const onConfirm = async () => {
    const body =
      to === 'post'
        ? post && { post: { id: post.id, version: post.version } }
        : entry &&
          uid !== null && {
            entry: { uid, documentId: entry.documentId, locale: entry.locale },
          };
    if (!body) return 'stay' as const;
    const outcome = await run({ params: { id: video.id }, body });
    if (!outcome.ok) return outcome.problem;
    notify.done(t(to === 'post' ? 'insights.link.settled' : 'insights.link.done'));
    return null;
  };

  return (
    <Confirm
      title={t('insights.link.title')}
      confirmLabel={t('insights.link.confirm')}
      variant="default"
      ready={target !== undefined}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
        {video.caption || t('insights.noCaption')}
      </Typography>
      {mayResolve && (unknown?.posts.length ?? 0) > 0 && (
        <Radio.Group
          aria-label={t('insights.link.to')}
          value={to}
          onValueChange={(value: string) => choose(value === 'post' ? 'post' : 'entry')}
        >
          <Flex direction="column" alignItems="stretch" gap={2}>
            {TO.map((one) => (
              <Radio.Item key={one} value={one}>
                {t(`insights.link.to.${one}`)}
              </Radio.Item>
            ))}
          </Flex>
        </Radio.Group>
      )}
      {to === 'post' ? (
        <Choices
          label={t('insights.link.which.post')}
          choices={(unknown?.posts ?? []).map(({ id, title, createdAt }) => ({
            value: String(id),
            label: `${title || `#${id}`} (${dateTime(createdAt)})`,
          }))}
          none={t('insights.link.none')}
          value={chosen}
          onChange={setChosen}
        />
      ) : (
        <>
          {types !== null && types.length > 1 && (
            <Field.Root name="type">
              <Field.Label>{t('insights.link.type')}</Field.Label>
              <SingleSelect
                value={uid ?? ''}
                onChange={(value: string | number) => {
                  setType(String(value));
                  setChosen('');
                }}
              >
                {types.map(({ uid: one, name }) => (
                  <SingleSelectOption key={one} value={one}>
                    {name}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          )}
          <Field.Root name="words">
            <Field.Label>{t('insights.link.search')}</Field.Label>
            <TextInput
              value={words}
              maxLength={200}
              autoComplete="off"
              onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
                setWords(event.target.value);
                setChosen('');
              }}
            />
          </Field.Root>
          <Choices
            label={t('insights.link.which.entry')}
            choices={
              entries?.map(({ documentId, title, locale, updatedAt }) => ({
                value: documentId,
                label: `${[title, locale].filter(Boolean).join(' · ')} (${dateTime(updatedAt)})`,
              })) ?? (types?.length === 0 ? [] : null)
            }
            none={t('insights.link.none')}
            value={chosen}
            onChange={setChosen}
          />
        </>
      )}
    </Confirm>
  );
};
