import { readFileSync, writeFileSync } from 'node:fs';
import { letPass } from '../../support/until';

/** Resident memory before the upload, and the most of it during the upload; CPU of this process. */
export interface Measurement {
  ms: number;
  cpuMs: number;
  idleBytes: number;
  peakBytes: number;
}

const SAMPLE_MS = 5;

/** Linux keeps the highest resident size, and can be told to begin anew; elsewhere it is sampled. */
const restartPeak = (): boolean => {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
};
const kernelPeak = (): number => {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
};

/** Runs `upload` once, prints its `Measurement`, and ends the process. Needs node --expose-gc. */
export const measured = async (upload: () => Promise<void>): Promise<never> => {
  // What loading left behind is collected before idle is taken.
  globalThis.gc?.();
  await letPass(200, 'the collector does not say when it has done');
  const idleBytes = process.memoryUsage.rss();
  const byKernel = restartPeak();
  let peakBytes = idleBytes;
  const sampler = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await upload();
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampler);
  if (byKernel) peakBytes = Math.max(peakBytes, kernelPeak());
  const measurement: Measurement = { ms, cpuMs: (user + system) / 1000, idleBytes, peakBytes };
  console.log(JSON.stringify(measurement));
  process.exit(0);
};
