import { useTexts } from '../../translations';

interface DayButtonProps {
  /** As the calendar writes the day: a number, or with its weekday. */
  text: string;
  /** The day in words. */
  name: string;
  /** Absent for days that are over and for people who may not compose. */
  onBegin?: (() => void) | undefined;
}

/** The name of a day, which begins a post for it. */
export const DayButton = ({ text, name, onBegin }: DayButtonProps) => {
  const { t } = useTexts();
  if (!onBegin) return text;
  const label = t('calendar.new.on', { date: name });
  return (
    <button type="button" className="tiktok-day" aria-label={label} title={label} onClick={onBegin}>
      {text}
    </button>
  );
};
