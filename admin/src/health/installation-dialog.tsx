import { Flex, Radio, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';

import { type CallOf } from '../../../contracts/endpoint';
import { settleInstallation } from '../../../contracts/publisher';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

type Verdict = CallOf<typeof settleInstallation>['body']['verdict'];

const VERDICTS: readonly Verdict[] = ['moved', 'copy'];

/** Asks which site this is: the same one at a new address, or a copy. Nothing is preselected. */
export const InstallationDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const id = useId();
  const { run } = useTikTokMutation(settleInstallation);
  const [verdict, setVerdict] = useState<Verdict | null>(null);

  const onConfirm = async () => {
    if (verdict === null) return null;
    const outcome = await run({ body: { verdict } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t(`health.installation.${verdict}.done`, { ...outcome.data }));
    return null;
  };

  return (
    <Confirm
      title={t('health.installation.title')}
      confirmLabel={t('health.installation.confirm')}
      variant={verdict === 'copy' ? 'danger' : 'default'}
      ready={verdict !== null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography id={id}>{t('health.installation.why')}</Typography>
      <Radio.Group
        aria-labelledby={id}
        value={verdict ?? ''}
        onValueChange={(value: string) =>
          setVerdict(VERDICTS.find((known) => known === value) ?? null)
        }
      >
        <Flex direction="column" alignItems="stretch" gap={4}>
          {VERDICTS.map((known) => (
            <Flex key={known} direction="column" alignItems="stretch" gap={1}>
              <Radio.Item value={known} aria-describedby={`${id}-${known}`}>
                {t(`health.installation.${known}`)}
              </Radio.Item>
              <Typography variant="pi" textColor="neutral600" id={`${id}-${known}`}>
                {t(`health.installation.${known}.hint`)}
              </Typography>
            </Flex>
          ))}
        </Flex>
      </Radio.Group>
    </Confirm>
  );
};
