import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { useState } from 'react';

import { deleteSavedText, listSavedTexts, type SavedText } from '../../../contracts/saved-texts';
import { useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { Loaded } from '../components/loaded';
import { Mark } from '../components/mark';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { Texts, type TextSubject, useTexts } from '../translations';
import { EditSavedText, NewSavedText } from './saved-text-form';

const SUBJECTS: readonly TextSubject[] = ['savedTexts'];

type Open = { what: 'new' } | { what: 'edit' | 'delete'; text: SavedText } | null;

const DeleteText = ({ text, onClose }: { text: SavedText; onClose: () => void }) => {
  const { t } = useTexts();
  const remove = useSharedWrite(deleteSavedText);
  const onConfirm = async () => {
    const outcome = await remove.run(text.version, (version) => ({
      params: { id: text.id },
      query: { version },
    }));
    if (outcome.result === 'refused') return outcome.problem;
    return outcome.result === 'undecided' ? 'stay' : null;
  };
  return (
    <>
      <Confirm
        title={t('saved.delete', { name: text.name })}
        confirmLabel={t('saved.delete.confirm')}
        onClose={onClose}
        onConfirm={onConfirm}
      >
        <Typography tag="p">
          {t(text.shared ? 'saved.delete.shared' : 'saved.delete.own')}
        </Typography>
      </Confirm>
      {remove.question}
    </>
  );
};

const Entry = ({ text, onOpen }: { text: SavedText; onOpen: (open: Open) => void }) => {
  const { t } = useTexts();
  return (
    <Flex tag="li" justifyContent="space-between" alignItems="flex-start" gap={3}>
      <Flex direction="column" alignItems="stretch" gap={1} minWidth={0}>
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="bold" textColor="neutral800">
            {text.name}
          </Typography>
          <Mark>{t(`saved.kind.${text.kind}`)}</Mark>
          {text.shared && (
            <Typography variant="pi" textColor="neutral600">
              {t('saved.sharedBy', { name: text.owner ?? '' })}
            </Typography>
          )}
        </Flex>
        <Typography
          textColor="neutral600"
          tag="p"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {text.text}
        </Typography>
      </Flex>
      {text.mayEdit && (
        <Flex gap={1} shrink={0}>
          <IconButton
            label={t('saved.edit', { name: text.name })}
            onClick={() => onOpen({ what: 'edit', text })}
          >
            <Pencil />
          </IconButton>
          <IconButton
            label={t('saved.delete', { name: text.name })}
            onClick={() => onOpen({ what: 'delete', text })}
          >
            <Trash />
          </IconButton>
        </Flex>
      )}
    </Flex>
  );
};

const SavedTextsList = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(listSavedTexts, {});
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);

  if (open?.what === 'new') return <NewSavedText onClose={close} />;
  if (open?.what === 'edit') {
    const newest = read.data?.texts.find(({ id }) => id === open.text.id);
    return <EditSavedText text={newest ?? open.text} onClose={close} />;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex>
        <Button variant="secondary" startIcon={<Plus />} onClick={() => setOpen({ what: 'new' })}>
          {t('saved.new')}
        </Button>
      </Flex>
      <Loaded read={read}>
        {({ texts }) =>
          texts.length === 0 ? (
            <Typography textColor="neutral600" tag="p">
              {t('saved.none')}
            </Typography>
          ) : (
            <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0}>
              {texts.map((text) => (
                <Entry key={text.id} text={text} onOpen={setOpen} />
              ))}
            </Flex>
          )
        }
      </Loaded>
      {open?.what === 'delete' && <DeleteText text={open.text} onClose={close} />}
    </Flex>
  );
};

/** The saved captions and hashtag groups, to keep in order; the content of a dialog. */
export const SavedTexts = () => (
  <Texts subjects={SUBJECTS}>
    <SavedTextsList />
  </Texts>
);
