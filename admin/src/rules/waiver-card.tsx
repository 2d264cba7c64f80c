import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { endWaiver, type RuleView } from '../../../contracts/rules';
import { useTikTokMutation } from '../api';
import { Card } from '../components/card';
import { Confirm } from '../components/confirm';
import { Note } from '../components/note';
import { Fact, Facts } from '../posts/fact';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { WaiverDialog } from './waiver-dialog';

const Given = ({ waiver }: { waiver: NonNullable<RuleView['waiver']> }) => {
  const { t, dateTime } = useTexts();
  const { options, text, version, byName, at, expiresAt } = waiver;
  const interactions = (['allowComment', 'allowDuet', 'allowStitch'] as const)
    .filter((name) => options[name])
    .map((name) => t(`posts.interaction.${name}`));
  // TikTok's own names, as the form had them.
  const brands = [options.yourBrand && 'Your brand', options.brandedContent && 'Branded content'];
  const labels = (['aiGenerated', 'autoAddMusic'] as const)
    .filter((name) => options[name])
    .map((name) => t(`posts.options.${name}`));
  return (
    <>
      <Facts>
        <Fact name={t('rule.waiver.by')}>{byName}</Fact>
        <Fact name={t('rule.waiver.at')}>{dateTime(at)}</Fact>
        <Fact name={t('rule.waiver.ends')}>{dateTime(expiresAt)}</Fact>
        <Fact name={t('posts.options.privacy')}>
          {options.privacyLevel && t(`posts.privacy.${options.privacyLevel}`)}
        </Fact>
        <Fact name={t('posts.options.interactions')}>
          {interactions.join(', ') || t('posts.options.none')}
        </Fact>
        <Fact name={t('posts.options.disclosure')}>
          {brands.filter(Boolean).join(', ') || t('posts.options.none')}
        </Fact>
        <Fact name={t('posts.options.labels')}>{labels.join(', ')}</Fact>
      </Facts>
      <Typography tag="p" lang="en" title={version}>
        {text}
      </Typography>
    </>
  );
};

interface WaiverCardProps {
  rule: RuleView;
  accounts: readonly AccountView[];
  /** What is on the screen is not what is saved, and the waiver is for what is saved. */
  isUnsaved: boolean;
  onChanged: (rule: RuleView) => void;
}

/** Whether Direct Posts of the rule wait for approval, or somebody agreed to all of them. */
export const WaiverCard = ({ rule, accounts, isUnsaved, onChanged }: WaiverCardProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const mayApprove = useMay('approvePosts');
  const mayPublish = useMay('publishPosts');
  const end = useTikTokMutation(endWaiver);
  const [open, setOpen] = useState<'give' | 'end' | null>(null);
  const { waiver } = rule;
  const mayGive = mayApprove && mayPublish;
  const onEnd = async () => {
    const outcome = await end.run({ params: { id: rule.id } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('rule.waiver.ended'));
    onChanged(outcome.data.rule);
    return null;
  };
  return (
    <Card title={t('rule.waiver')} description={t('rule.waiver.what')}>
      {waiver ? <Given waiver={waiver} /> : <Note level="info">{t('rule.waiver.none')}</Note>}
      {!mayGive && <Typography tag="p">{t('rule.waiver.mayNot')}</Typography>}
      {mayGive && isUnsaved && <Typography tag="p">{t('rule.waiver.saveFirst')}</Typography>}
      <Flex gap={2} wrap="wrap">
        {mayGive && (
          <Button variant="secondary" disabled={isUnsaved} onClick={() => setOpen('give')}>
            {t(waiver ? 'rule.waiver.renew' : 'rule.waiver.give')}
          </Button>
        )}
        {waiver && (
          <Button variant="danger-light" onClick={() => setOpen('end')}>
            {t('rule.waiver.end')}
          </Button>
        )}
      </Flex>
      {open === 'give' && (
        <WaiverDialog
          rule={rule}
          accounts={accounts}
          onGiven={onChanged}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'end' && (
        <Confirm
          title={t('rule.waiver.end')}
          confirmLabel={t('rule.waiver.end')}
          onConfirm={onEnd}
          onClose={() => setOpen(null)}
        >
          <Typography tag="p">{t('rule.waiver.end.what')}</Typography>
        </Confirm>
      )}
    </Card>
  );
};
