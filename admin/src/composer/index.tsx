import { Flex, Link, Modal, Typography } from '@strapi/design-system';
import { type RefObject, useRef, useState } from 'react';
import { NavLink } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { ComposerForm } from './composer-form';
import { type Entry, type Kept, usableAccounts } from './use-composer';

const SUBJECTS = ['composer', 'posts'] as const;

interface ComposerProps {
  entry: Entry;
  memory: { kept: Kept | null };
  /** Gets the focus when the form closes, however it was opened. */
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

const NoAccount = ({ isAny }: { isAny: boolean }) => {
  const { t } = useTexts();
  const mayConnect = useMay('connectAccounts');
  return (
    <Modal.Body>
      <Note
        level="info"
        title={t('composer.noAccount')}
        action={
          mayConnect && (
            <Link tag={NavLink} to="/settings/tiktok/accounts">
              {t('composer.noAccount.connect')}
            </Link>
          )
        }
      >
        {t(isAny ? 'composer.noAccount.reconnect' : 'composer.noAccount.none')}
      </Note>
    </Modal.Body>
  );
};

const ComposerModal = ({ entry, memory, returnFocus, onClose }: ComposerProps) => {
  const { t } = useTexts();
  const read = useTikTokQuery(listAccounts, {}, { fresh: true });
  const guard = useRef({ isTouched: false, isSending: false });
  const [isAsking, setIsAsking] = useState(false);

  const askToClose = () => {
    if (guard.current.isSending) return;
    if (guard.current.isTouched) setIsAsking(true);
    else onClose();
  };

  return (
    <>
      <Modal.Root open onOpenChange={(open: boolean) => !open && askToClose()}>
        <Modal.Content
          aria-describedby={undefined}
          // A slip beside the form must not close it.
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            // The menu item that may have opened it is gone by now.
            event.preventDefault();
            returnFocus.current?.focus();
          }}
        >
          <Modal.Header closeLabel={t('common.close')}>
            <Modal.Title>{t('composer.heading')}</Modal.Title>
          </Modal.Header>
          {read.data ? (
            <Form
              entry={entry}
              accounts={read.data.accounts}
              memory={memory}
              guard={guard.current}
              askToClose={askToClose}
              onClose={onClose}
            />
          ) : (
            <Modal.Body>
              <Loaded read={read}>{() => null}</Loaded>
            </Modal.Body>
          )}
        </Modal.Content>
      </Modal.Root>
      {isAsking && (
        <Confirm
          title={t('composer.discard')}
          confirmLabel={t('composer.discard.confirm')}
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            onClose();
            return Promise.resolve(null);
          }}
        >
          <Typography>{t('composer.discard.what')}</Typography>
        </Confirm>
      )}
    </>
  );
};

type FormProps = React.ComponentProps<typeof ComposerForm>;

/** The form keeps the accounts it opened with: a reload in the background must not reset it. */
const Form = ({ accounts, ...props }: FormProps) => {
  const [known] = useState(accounts);
  const usable = usableAccounts(known, props.entry.shareTypes);
  return usable.length === 0 ? (
    <Flex direction="column" alignItems="stretch">
      <NoAccount isAny={known.length > 0} />
    </Flex>
  ) : (
    <ComposerForm {...props} accounts={usable} />
  );
};

/** "Publish to TikTok" for one entry. Loaded when it is opened; mount it to open it. */
const Composer = (props: ComposerProps) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <ComposerModal {...props} />
  </Texts>
);

export default Composer;
