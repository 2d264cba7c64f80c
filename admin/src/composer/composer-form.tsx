import { Box, Flex, Modal, Typography } from '@strapi/design-system';
import { useEffect } from 'react';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { Footer } from './footer';
import { isTouched } from './form';
import { PhonePreview } from './phone-preview';
import { PostFields } from './post-fields';
import { type Entry, type Kept, useComposer } from './use-composer';

/** Form and phone side by side where there is room, else one below the other. */
const Columns = styled(Box)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[6]};

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 1fr) 24rem;
  }
`;

interface ComposerFormProps {
  entry: Entry;
  /** Only those that can take a post; at least one. */
  accounts: readonly AccountView[];
  /** Where what is typed is kept. */
  memory: { kept: Kept | null };
  /** What the modal looks at before it closes. */
  guard: { isTouched: boolean; isSending: boolean };
  askToClose: () => void;
  onClose: () => void;
}

/** The form inside the modal, once the accounts are known. */
export const ComposerForm = ({
  entry,
  accounts,
  memory,
  guard,
  askToClose,
  onClose,
}: ComposerFormProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const composer = useComposer(entry, accounts, memory);
  const { values, chosen, account, opening, send, isSending } = composer;

  useEffect(() => {
    Object.assign(guard, { isTouched: isTouched(values), isSending });
  }, [guard, values, isSending]);

  const publish = async () => {
    const post = await send();
    if (!post) return;
    const { nickname } = post.account;
    notify.done(
      t(values.when.type === 'at' ? 'composer.done.scheduled' : 'composer.done.sent', { nickname }),
    );
    onClose();
  };

  const { caption, title, description } = values.content;
  const words = values.kind === 'video' ? [caption] : [title, description];

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Typography textColor="neutral600" tag="p">
            {t(`composer.ofEntry.${entry.source.status}`, { title: entry.title })}
          </Typography>
          <Columns>
            <PostFields composer={composer} accounts={accounts} />
            <PhonePreview
              media={chosen}
              nickname={opening.opened?.creator?.nickname ?? account?.nickname ?? null}
              words={words.filter(Boolean).join(' ')}
            />
          </Columns>
        </Flex>
      </Modal.Body>
      <Footer composer={composer} onCancel={askToClose} onPublish={() => void publish()} />
    </>
  );
};
