import { Field, Flex, Toggle } from '@strapi/design-system';

import { type CallOf } from '../../../contracts/endpoint';
import { type FollowedAccount, updateFollowing } from '../../../contracts/insights';
import { Card } from '../components/card';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

const SWITCHES = ['followsOthers', 'publicCounters'] as const;
type Switches = Pick<CallOf<typeof updateFollowing>['body'], (typeof SWITCHES)[number]>;

/** What is measured of the account besides its posts, and who may read it; for who connects accounts. */
export const MeasuringCard = ({ account }: { account: FollowedAccount }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, isRunning, question } = useSharedWrite(updateFollowing);
  const change = async (switches: Switches) => {
    const outcome = await run(account.version, (version) => ({
      params: { id: account.accountId },
      body: { version, ...switches },
    }));
    if (outcome.result === 'saved') notify.done(t('insights.switch.saved'));
    if (outcome.result === 'refused') notify.failed(outcome.problem);
  };
  return (
    <Card title={t('insights.switches')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {SWITCHES.map((name) => (
          <Field.Root key={name} name={name} hint={t(`insights.switch.${name}.hint`)}>
            <Field.Label>{t(`insights.switch.${name}`)}</Field.Label>
            <Toggle
              checked={account[name]}
              disabled={isRunning}
              onLabel={t('insights.switch.on')}
              offLabel={t('insights.switch.off')}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                void change({ [name]: event.target.checked })
              }
            />
            <Field.Hint />
          </Field.Root>
        ))}
      </Flex>
      {question}
    </Card>
  );
};
