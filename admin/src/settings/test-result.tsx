import { type CredentialsTest } from '../../../contracts/settings';
import { Note, type NoteLevel } from '../components/note';
import { useTexts } from '../translations';

const LEVEL: Record<CredentialsTest['outcome'], NoteLevel> = {
  accepted: 'success',
  refused: 'danger',
  cannot_tell: 'warning',
  unreachable: 'warning',
};

/** What TikTok said about key and secret, and when. */
export const TestResult = ({ test }: { test: CredentialsTest }) => {
  const { t, dateTime, said } = useTexts();
  return (
    <Note
      level={LEVEL[test.outcome]}
      announce
      title={t('settings.test.title', {
        outcome: t(`settings.test.${test.outcome}`),
        time: dateTime(test.at),
      })}
    >
      {said(test.message)}
    </Note>
  );
};
