import { Checkbox, Field, TextInput } from '@strapi/design-system';
import { type ChangeEvent } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type FormState } from '../../../contracts/post-form';
import { type PostOptions } from '../../../contracts/posts';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { Waiting } from '../components/waiting';
import { type Answer } from '../composer/model/making';
import { type OpenedAccount } from '../../../contracts/composer';
import { PostingAs } from '../composer/fields/account-field';
import { Declaration } from '../composer/sending/declaration';
import { DirectPostFields } from '../composer/fields/direct-post-section';
import { useTexts } from '../translations';
import { useNow } from '../utils/use-now';
import { dayProblem } from './waiver-form';

interface AccountNowProps {
  account: AccountView;
  answer: Answer<OpenedAccount>;
  onRetry: () => void;
}

/** What TikTok says of one of the rule's accounts at this moment. */
export const AccountNow = ({ account, answer, onRetry }: AccountNowProps) => {
  const { t, said } = useTexts();
  const { opened, problem } = answer;
  if (problem) return <Problem problem={problem} onRetry={onRetry} />;
  if (!opened) {
    return <Waiting>{t('composer.asking')}</Waiting>;
  }
  const { creator, cannotPost, unauditedNote } = opened;
  return (
    <>
      <PostingAs
        nickname={creator?.nickname ?? account.nickname}
        handle={creator?.handle ?? account.handle}
        avatarUrl={creator?.avatarUrl ?? account.avatarUrl}
      />
      {cannotPost && (
        <Note
          level="warning"
          title={t('composer.cannotPost')}
          remedy={cannotPost.remedy && said(cannotPost.remedy)}
        >
          {said(cannotPost.message)}
        </Note>
      )}
      {unauditedNote !== null && (
        <Note level="warning" title={t('composer.unaudited')}>
          {said(unauditedNote)}
        </Note>
      )}
    </>
  );
};

interface ChoicesProps {
  state: FormState;
  options: PostOptions;
  day: string;
  understood: boolean;
  onOptions: (options: Partial<PostOptions>) => void;
  onDay: (day: string) => void;
  onUnderstood: (understood: boolean) => void;
}

/** The audited form for every post of the rule, its end, and the box: nothing is preselected. */
export const WaiverChoices = ({
  state,
  options,
  day,
  understood,
  onOptions,
  onDay,
  onUnderstood,
}: ChoicesProps) => {
  const { t } = useTexts();
  const now = useNow();
  const wrongDay = day === '' ? null : dayProblem(day, now);
  return (
    <>
      <DirectPostFields state={state} options={options} onChange={onOptions} />
      <Field.Root
        name="expiresAt"
        required
        hint={t('rule.waiver.day.hint')}
        error={wrongDay ? t(`rule.waiver.day.${wrongDay}`) : undefined}
      >
        <Field.Label>{t('rule.waiver.day')}</Field.Label>
        <TextInput
          type="date"
          value={day}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onDay(event.target.value)}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Checkbox checked={understood} onCheckedChange={(ticked) => onUnderstood(ticked === true)}>
        {t('rule.waiver.understood')}
      </Checkbox>
      <Declaration text={state.declaration} isInbox={false} />
    </>
  );
};
