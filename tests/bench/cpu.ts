import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, on every architecture Node.js runs on. */
const TICK_MS = 10;

interface Usage {
  parent: number;
  /** Of the process itself, milliseconds. */
  own: number;
  /** Of its children that have ended. */
  ended: number;
}

const usageOf = (pid: number): Usage | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the fields after it are numbered from 3 (proc(5)).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    return {
      parent: field(4),
      own: (field(14) + field(15)) * TICK_MS,
      ended: (field(16) + field(17)) * TICK_MS,
    };
  } catch {
    // Not Linux, or it ended meanwhile.
    return null;
  }
};

/** CPU time of a process, user and system, in milliseconds; NaN where the machine does not tell. */
export const cpuOf = (pid: number): number => usageOf(pid)?.own ?? Number.NaN;

export const parentOf = (pid: number): number | null => usageOf(pid)?.parent ?? null;

/** CPU time of a process and all its children, those that have ended too; NaN where it is not told. */
export const cpuOfFamily = (pid: number): number => {
  const head = usageOf(pid);
  if (!head) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => usageOf(Number(name)))
    .filter((one) => one?.parent === pid);
  return children.reduce((sum, child) => sum + (child?.own ?? 0), head.own + head.ended);
};
