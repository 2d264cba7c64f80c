import { Flex, Link, Modal, Typography } from '@strapi/design-system';
import { type ReactNode, type RefObject, useState } from 'react';
import { NavLink } from 'react-router-dom';

import { type AccountView, listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { ComposerForm, type ComposerFormProps } from './composer-form';
import { usableAccounts } from './use-composer';

export const NoAccount = ({ isAny }: { isAny: boolean }) => {
  const { t } = useTexts();
  const mayConnect = useMay('connectAccounts');
  return (
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
  );
};

type FormProps = Omit<ComposerFormProps, 'accounts'> & { accounts: readonly AccountView[] };

/** The form keeps the accounts it opened with: a reload in the background must not reset it. */
export const FormWithAccounts = ({ accounts, ...props }: FormProps) => {
  const [known] = useState(accounts);
  const { site, post } = props.subject;
  const usable = usableAccounts(known, site).filter(({ id }) => !post || id === post.account.id);
  if (usable.length > 0) return <ComposerForm {...props} accounts={usable} />;
  const none = <NoAccount isAny={known.length > 0} />;
  return props.place === 'page' ? none : <Modal.Body>{none}</Modal.Body>;
};

interface ComposerModalProps {
  title: string;
  /** What the form is about, once it is known. */
  subject: ComposerFormProps['subject'] | null;
  /** Shown until then: loading, or why it cannot be. */
  waiting?: ReactNode;
  notice?: ReactNode;
  memory: ComposerFormProps['memory'];
  /** Gets the focus when the form closes, however it was opened. */
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

/** The form in a dialog; asks before it closes over something typed. */
export const ComposerModal = ({
  title,
  subject,
  waiting,
  notice,
  memory,
  returnFocus,
  onClose,
}: ComposerModalProps) => {
  const { t } = useTexts();
  const read = useTikTokQuery(listAccounts, {}, { fresh: true });
  const [guard] = useState({ isTouched: false, isSending: false });
  const [isAsking, setIsAsking] = useState(false);

  const askToClose = () => {
    if (guard.isSending) return;
    if (guard.isTouched) setIsAsking(true);
    else onClose();
  };

  return (
    <>
      <Modal.Root open onOpenChange={(open: boolean) => !open && askToClose()}>
        <Modal.Content
          aria-describedby={undefined}
          // A slip beside the form must not close it.
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            // Escape puts back a picture that is being moved by the keyboard; it closes nothing then.
            if (document.activeElement?.getAttribute('aria-pressed') === 'true') {
              event.preventDefault();
            }
          }}
          onCloseAutoFocus={(event) => {
            // The menu item that may have opened it is gone by now.
            event.preventDefault();
            returnFocus.current?.focus();
          }}
        >
          <Modal.Header closeLabel={t('common.close')}>
            <Modal.Title>{title}</Modal.Title>
          </Modal.Header>
          {read.data && subject ? (
            <FormWithAccounts
              subject={subject}
              accounts={read.data.accounts}
              memory={memory}
              guard={guard}
              place="modal"
              notice={notice}
              askToClose={askToClose}
              onDone={onClose}
            />
          ) : (
            <Modal.Body>
              <Flex direction="column" alignItems="stretch" gap={4}>
                {read.data ? waiting : <Loaded read={read}>{() => null}</Loaded>}
              </Flex>
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
