import { Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { CONSENT_VERSION, declarationFor } from '../../../contracts/consent';
import { type PrivacyLevel, privacyLevel } from '../../../contracts/posts';
import { startTestRun } from '../../../contracts/review';
import { type ReviewView } from '../../../contracts/review-view';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Problem } from '../components/problem';
import { ChoiceField } from '../composer/fields/choice-field';
import { Declaration } from '../composer/sending/declaration';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

type ShareType = ReviewView['testRun']['mayTry'][number];

const NO_DISCLOSURE = { discloseContent: false, brandedContent: false };

interface TestRunFormProps {
  accounts: readonly AccountView[];
  mayTry: readonly ShareType[];
}

/** Account, Share Type and audience by hand; the declaration above the button, and the button. */
export const TestRunForm = ({ accounts, mayTry }: TestRunFormProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(startTestRun);
  const [accountId, setAccountId] = useState<number | null>(null);
  const [shareType, setShareType] = useState<ShareType | null>(null);
  const [privacy, setPrivacy] = useState<PrivacyLevel | null>(null);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const isDirect = shareType === 'direct_post';
  const text = shareType && declarationFor(shareType, NO_DISCLOSURE);

  const send = async () => {
    if (accountId === null || !shareType || text === null) return;
    const outcome = await run({
      body: {
        accountId,
        shareType,
        privacyLevel: isDirect ? privacy : null,
        consent: { text, version: CONSENT_VERSION },
      },
    });
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) notify.done(t('review.test.sent'));
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root required>
        <Field.Label>{t('review.test.account')}</Field.Label>
        <SingleSelect
          value={accountId ?? undefined}
          placeholder={t('review.test.account.choose')}
          onChange={(chosen: string | number) => setAccountId(Number(chosen))}
        >
          {accounts.map(({ id, nickname, handle }) => (
            <SingleSelectOption key={id} value={id}>
              {handle ? `${nickname} (@${handle})` : nickname}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <ChoiceField
        label={t('review.test.shareType')}
        value={shareType}
        options={mayTry.map((value) => ({ value, label: t(`review.test.${value}`) }))}
        onChange={setShareType}
      />
      {isDirect && (
        <Field.Root required hint={t('review.test.privacy.hint')}>
          <Field.Label>{t('review.test.privacy')}</Field.Label>
          <SingleSelect
            value={privacy ?? undefined}
            placeholder={t('review.test.privacy.choose')}
            onChange={(chosen: string | number) => setPrivacy(privacyLevel.parse(chosen))}
          >
            {privacyLevel.options.map((level) => (
              <SingleSelectOption key={level} value={level}>
                {t(`posts.privacy.${level}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      )}
      {problem && <Problem problem={problem} />}
      {text !== null && <Declaration text={text} isInbox={!isDirect} />}
      <Flex>
        <Button
          loading={isRunning}
          disabled={accountId === null || shareType === null || (isDirect && privacy === null)}
          onClick={() => void send()}
        >
          {t('review.test.send')}
        </Button>
      </Flex>
    </Flex>
  );
};
