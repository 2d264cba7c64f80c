import { readFileSync } from 'node:fs';
import os from 'node:os';

const systemName = (): string => {
  try {
    const named = /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    if (named) return named;
  } catch {
    // Not Linux: Node's own words.
  }
  return `${os.type()} ${os.release()}`;
};

/** The machine in one line: CPU, cores, memory, Node.js, operating system. */
export const describeMachine = (): string => {
  const cpus = os.cpus();
  const cores = cpus.length === 1 ? '1 core' : `${cpus.length} cores`;
  const memory = `${Math.round(os.totalmem() / 1024 ** 3)} GiB of memory`;
  return `${cpus[0]?.model.trim() ?? 'unknown CPU'}, ${cores}, ${memory}, Node.js ${process.versions.node}, ${systemName()}`;
};

/** How busy the machine was with other things before the measuring began; null where it cannot tell. */
export const loadBefore = (): number | null => os.loadavg()[0] ?? null;
