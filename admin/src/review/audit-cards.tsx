import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { createReviewerRole } from '../../../contracts/review';
import { type ReviewView } from '../../../contracts/review-view';
import { useTikTokMutation } from '../api';
import { Card } from '../components/card';
import { Confirm } from '../components/confirm';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { CopyText, Fact, Quiet } from './texts';

const ADVICE = { drafts: 'warning', apply: 'success', unknown: 'info' } as const;

/** Who will post decides whether the audit makes sense; then the figures that its form asks for. */
export const UsageCard = ({ usage, audit }: Pick<ReviewView, 'usage' | 'audit'>) => {
  const { t, number } = useTexts();
  return (
    <Card title={t('review.audit')}>
      <Note level={ADVICE[audit.recommendation]}>{audit.text}</Note>
      <Flex tag="dl" margin={0} gap={6} wrap="wrap">
        {(['accounts', 'posts', 'creators', 'busiestDay'] as const).map((name) => (
          <Fact key={name} term={t(`review.usage.${name}`)}>
            {number(usage[name])}
          </Fact>
        ))}
      </Flex>
      {usage.text === '' ? (
        <Note level="info" title={t('review.usage')}>
          {t('review.usage.write')}
        </Note>
      ) : (
        <CopyText
          label={t('review.usage')}
          value={usage.text}
          hint={t('review.usage.hint')}
          multiline
        />
      )}
    </Card>
  );
};

/** The role that a reviewer of TikTok's may be given, and what to tell them. */
export const ReviewerCard = ({ reviewerRole }: Pick<ReviewView, 'reviewerRole'>) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(createReviewerRole);
  const [isAsking, setIsAsking] = useState(false);
  const { roleId, name, mayCreate, guide } = reviewerRole;
  const create = async () => {
    const outcome = await run({ body: { confirmed: true } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('review.role.created', { name }));
    return null;
  };
  return (
    <Card title={t('review.role')} description={t('review.role.what')}>
      {roleId !== null && <Note level="success">{t('review.role.exists', { name })}</Note>}
      {roleId === null && mayCreate && (
        <Flex>
          <Button variant="secondary" onClick={() => setIsAsking(true)}>
            {t('review.role.create')}
          </Button>
        </Flex>
      )}
      {roleId === null && !mayCreate && <Quiet>{t('review.role.noRight')}</Quiet>}
      <CopyText label={t('review.role.guide')} value={guide} multiline />
      {isAsking && (
        <Confirm
          title={t('review.role.create')}
          confirmLabel={t('review.role.create')}
          variant="default"
          onConfirm={create}
          onClose={() => setIsAsking(false)}
        >
          <Typography tag="p">{t('review.role.create.what', { name })}</Typography>
        </Confirm>
      )}
    </Card>
  );
};
