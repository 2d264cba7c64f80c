import { type AccountView } from '../../../../contracts/accounts';
import { NextFreeTimes } from '../../plan/next-free-times';
import { useTexts } from '../../translations';
import { editorZone, wallTimeOf } from '../model/wall-time';
import { type When } from '../model/when';
import { ChoiceField } from './choice-field';
import { DateTimeFields } from './date-time-fields';

interface WhenFieldProps {
  when: When;
  onChange: (when: When) => void;
  /** The post is made from the draft of an entry and can wait for it. */
  canWaitForEntry?: boolean;
  /** It may go out at the next free posting time of each account. */
  canTakeSlot?: boolean;
  /** Accounts with a time zone of their own; theirs is named where it differs. */
  accounts?: readonly Pick<AccountView, 'id' | 'nickname' | 'timeZone'>[];
  /** The zone of the person; this browser's if absent. */
  zone?: string;
}

/** Now, when the entry goes live, at the next free posting time, or at a date and time in the person's zone. */
export const WhenField = ({
  when,
  onChange,
  canWaitForEntry = false,
  canTakeSlot = false,
  accounts = [],
  zone = editorZone(),
}: WhenFieldProps) => {
  const { t } = useTexts();
  const zones = accounts.flatMap(({ nickname, timeZone }) =>
    timeZone === null ? [] : [{ nickname, timeZone }],
  );
  return (
    <>
      <ChoiceField
        label={t('composer.when')}
        value={when.type}
        options={[
          { value: 'now', label: t('composer.when.now') },
          ...(canWaitForEntry
            ? [
                {
                  value: 'entry_published' as const,
                  label: t('composer.when.entry'),
                  hint: t('composer.when.entry.hint'),
                },
              ]
            : []),
          ...(canTakeSlot
            ? [
                {
                  value: 'next_slot' as const,
                  label: t('composer.when.slot'),
                  hint: t('composer.when.slot.hint'),
                },
              ]
            : []),
          { value: 'at', label: t('composer.when.at') },
        ]}
        onChange={(type) =>
          onChange(type === 'at' ? { type, date: '', time: '', picked: null } : { type })
        }
      />
      {when.type === 'at' && (
        <>
          <DateTimeFields when={when} zone={zone} zones={zones} onChange={onChange} />
          <NextFreeTimes
            accounts={accounts}
            zone={zone}
            onPick={(at) => onChange({ type: 'at', ...wallTimeOf(at, zone), picked: at })}
          />
        </>
      )}
      {when.type === 'next_slot' && <NextFreeTimes accounts={accounts} zone={zone} />}
    </>
  );
};
