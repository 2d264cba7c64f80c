import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import { type eraseAccount } from '../../../contracts/accounts';
import { type ResponseOf } from '../../../contracts/endpoint';
import { CopyCode } from '../components/copy';
import { useTexts } from '../translations';

interface EraseReceiptProps {
  receipt: ResponseOf<typeof eraseAccount>['receipt'];
  name: string;
  onClose: () => void;
}

/** What was erased, to keep; the plugin keeps no copy that names the person. */
export const EraseReceipt = ({ receipt, name, onClose }: EraseReceiptProps) => {
  const { t } = useTexts();
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('accounts.receipt.title', { name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography tag="p">{t('accounts.receipt.keep')}</Typography>
            <CopyCode
              path={t('accounts.receipt.name')}
              content={JSON.stringify(receipt, null, 2)}
            />
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
