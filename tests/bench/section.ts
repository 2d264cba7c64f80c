/** One part of the report: what was measured, and the table. Words are Markdown. */
export interface Section {
  /** Names its place in docs/performance.md. */
  id:
    | 'upload'
    | 'idle-tick'
    | 'burst'
    | 'workers'
    | 'beside'
    | 'calls'
    | 'publishing'
    | 'queue'
    | 'insights'
    | 'beside-insights';
  title: string;
  head: string[];
  rows: string[][];
  /** How it was measured, as far as the numbers of this run go. */
  how: string;
}

export interface BenchOptions {
  /** Small sizes, to see that it works; the figures mean little. */
  quick: boolean;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Nearest rank. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** A number with as many decimals as are worth reading. */
export const figure = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
  });

export const seconds = (ms: number): string => `${figure(ms / 1000)} s`;

export const mebibytes = (bytes: number): string => `${figure(bytes / 1024 / 1024)} MiB`;

export const say = (words: string): void => console.log(words);
