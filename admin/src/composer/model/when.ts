import { type PostSummary, type PostTime } from '../../../../contracts/posts';
import { readWallTime, wallTimeOf } from './wall-time';

/** When it shall go out, as it stands in the form. */
export type When =
  | { type: 'now' }
  | { type: 'entry_published' }
  /** Each account at its next posting time that no other post takes. */
  | { type: 'next_slot' }
  | {
      type: 'at';
      /** YYYY-MM-DD and HH:mm in the zone of the person; empty until chosen. */
      date: string;
      time: string;
      /** The instant that the person picked where the clocks change; ISO 8601. */
      picked: string | null;
    };

/** Why a time cannot be planned yet. */
export type WhenProblem = 'missing' | 'past' | 'gap' | 'twice';

/** The instant meant, ISO 8601 in UTC; null where none is meant, or not yet. */
export const instantOf = (when: When, zone: string): string | null => {
  if (when.type !== 'at') return null;
  const read = readWallTime(when.date, when.time, zone);
  if (read.kind === 'one') return read.at;
  if (read.kind === 'none') return null;
  const choices = read.kind === 'gap' ? [read.before, read.after] : [read.first, read.second];
  return choices.find((choice) => choice === when.picked) ?? null;
};

/** What must still be settled about the time; null: nothing. `now` in epoch milliseconds. */
export const whenProblem = (when: When, zone: string, now: number): WhenProblem | null => {
  if (when.type !== 'at') return null;
  const at = instantOf(when, zone);
  if (at !== null) return Date.parse(at) <= now ? 'past' : null;
  const { kind } = readWallTime(when.date, when.time, zone);
  return kind === 'gap' || kind === 'twice' ? kind : 'missing';
};

/** As the server takes it; null while `whenProblem` names something. */
export const postTimeOf = (when: When, zone: string): PostTime | null => {
  if (when.type !== 'at') return when;
  const at = instantOf(when, zone);
  return at === null ? null : { type: 'at', at };
};

/** The time of a post that is composed anew; one that has passed becomes "now". */
export const whenOfPost = (
  { waitsForEntry, scheduledAt }: Pick<PostSummary, 'waitsForEntry' | 'scheduledAt'>,
  zone: string,
  now: number,
): When => {
  if (waitsForEntry) return { type: 'entry_published' };
  if (scheduledAt === null || Date.parse(scheduledAt) <= now) return { type: 'now' };
  // Picked, so that an hour that comes twice stays the one that was chosen.
  return {
    type: 'at',
    ...wallTimeOf(scheduledAt, zone),
    picked: new Date(scheduledAt).toISOString(),
  };
};
