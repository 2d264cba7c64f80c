import { type Result } from './rounds';
import { TALES } from './tales';

const DATABASES = new Map([
  ['sqlite', 'SQLite'],
  ['postgres', 'PostgreSQL'],
]);

/** The results as a table of Markdown: stories by databases. */
export const reportOf = (results: readonly Result[]): string => {
  const count = (list: readonly Result[], verdict: Result['verdict']): number =>
    list.filter((one) => one.verdict === verdict).length;
  const row = (title: string, database: string, list: readonly Result[]): string => {
    const how = (wanted: Result['how']): number => list.filter((one) => one.how === wanted).length;
    const numbers = [
      how('killed'),
      how('frozen'),
      count(list, 'doubled'),
      count(list, 'lost'),
      count(list, 'wrong'),
      list.filter(({ shown }) => shown === 'outcome_unknown').length,
      list.filter(({ reconnected }) => reconnected).length,
    ];
    return `| ${title} | ${database} | ${numbers.join(' | ')} |`;
  };
  const rows = TALES.flatMap(({ name, title }) =>
    [...DATABASES].map(([database, called]) =>
      row(
        title,
        called,
        results.filter((one) => one.reached && one.tale === name && one.database === database),
      ),
    ),
  );
  return [
    '| story | database | killed | frozen | doubles | lost | shown wrong | outcome unknown | signed in anew |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    row(
      'all',
      'both',
      results.filter(({ reached }) => reached),
    ),
  ].join('\n');
};

/** Faults whose post was doubled, lost, or shown as something it is not. */
export const wrongOnes = (results: readonly Result[]): string[] =>
  results.flatMap(({ verdict, how, point, shown, why }) =>
    verdict === 'fine' ? [] : [`${verdict}: ${how} at "${point}", shown as ${shown}: ${why}`],
  );

/**
 * So much of all points must have been stood at. Not every one: a story goes a slightly different way on
 * a busy machine (what is known of an account for a moment is asked anew, and takes a call from the
 * budget), so that a point of its clean run is not come by again.
 */
const ENOUGH = 0.75;

/** Points that no try got to, where they are too many; a few are only told. */
export const missedBy = (results: readonly Result[]): string[] => {
  const kinds = new Map(results.map(({ sameAs, point }) => [sameAs, point]));
  const reached = new Set(results.flatMap((one) => (one.reached ? [one.sameAs] : [])));
  const missed = [...kinds].flatMap(([sameAs, point]) => (reached.has(sameAs) ? [] : [point]));
  if (missed.length > 0) console.log(`No try got to: ${missed.join(', ')}`);
  return reached.size >= ENOUGH * kinds.size ? [] : missed;
};
