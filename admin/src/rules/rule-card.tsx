import { Flex, IconButton, Link, Switch, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { NavLink, useNavigate } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { type RuleType, type RuleView, updateRule } from '../../../contracts/rules';
import { useTikTokMutation } from '../api';
import { Mark } from '../components/mark';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { draftOf, inputOf } from './draft';
import { accountsText, timeText, typeName } from './rule-words';

interface RuleCardProps {
  rule: RuleView;
  types: readonly RuleType[];
  accounts: readonly AccountView[];
  onDelete: () => void;
}

const State = ({ rule }: { rule: RuleView }) => {
  const { t, dateTime } = useTexts();
  return (
    <Flex gap={2} wrap="wrap">
      {rule.idleWhy === null ? (
        <Mark tone="success">{t('rule.works')}</Mark>
      ) : (
        <Mark tone={rule.enabled ? 'warning' : 'neutral'}>
          {t(rule.enabled ? 'rule.idle' : 'rule.off')}
        </Mark>
      )}
      {rule.waiver && (
        <Mark tone="warning">
          {t('rule.waiver.until', { until: dateTime(rule.waiver.expiresAt) })}
        </Mark>
      )}
      {rule.shareType === 'direct_post' && !rule.waiver && <Mark>{t('rule.waits')}</Mark>}
    </Flex>
  );
};

/** One rule in the list: what it does in a sentence or two, its state, its switch. */
export const RuleCard = ({ rule, types, accounts, onDelete }: RuleCardProps) => {
  const texts = useTexts();
  const { t } = texts;
  const notify = useNotify();
  const navigate = useNavigate();
  const save = useTikTokMutation(updateRule);
  const { id, name, version } = rule;

  const turn = async (enabled: boolean) => {
    const input = inputOf({ ...draftOf(rule), enabled });
    if (!input) return;
    const outcome = await save.run({ params: { id }, body: { ...input, version } });
    if (outcome.ok) notify.done(t(enabled ? 'rule.turnedOn' : 'rule.turnedOff', { name }));
    else notify.failed(outcome.problem);
  };

  return (
    <Flex
      tag="li"
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={{ initial: 4, medium: 5 }}
      justifyContent="space-between"
      alignItems="flex-start"
      gap={4}
      wrap="wrap"
    >
      <Flex direction="column" alignItems="stretch" gap={2} minWidth={0}>
        <Link tag={NavLink} to={`/plugins/tiktok/rules/${id}`}>
          {name}
        </Link>
        <State rule={rule} />
        <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
          {[
            typeName(rule.uid, types),
            accountsText(rule, accounts, texts),
            t(`posts.shareType.${rule.shareType}`),
            timeText(rule.time, texts),
          ].join(' · ')}
        </Typography>
        {rule.idleWhy !== null && rule.enabled && <Typography tag="p">{rule.idleWhy}</Typography>}
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('rule.made', { count: rule.firedCount, owner: rule.ownerName })}
        </Typography>
      </Flex>
      <Flex gap={2} shrink={0}>
        <Switch
          aria-label={t('rule.turn', { name })}
          checked={rule.enabled}
          disabled={save.isRunning}
          onCheckedChange={(enabled: boolean) => void turn(enabled)}
        />
        <IconButton
          label={t('rule.edit', { name })}
          onClick={() => navigate(`/plugins/tiktok/rules/${id}`)}
        >
          <Pencil />
        </IconButton>
        <IconButton label={t('rule.delete', { name })} onClick={onDelete}>
          <Trash />
        </IconButton>
      </Flex>
    </Flex>
  );
};
