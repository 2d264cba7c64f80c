import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { start, stopAll } from './helpers';

afterEach(stopAll);

const ROOT = join(__dirname, '../../..');

/** Starts the command with these variables; `until` sees its output and says when to interrupt it. */
const run = (env: Record<string, string>, until: (output: string) => boolean = () => false) =>
  new Promise<{ output: string; exit: number | null }>((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'emulator/cli.ts'], {
      cwd: ROOT,
      env: { ...process.env, ...env },
    });
    let output = '';
    const hear = (part: Buffer) => {
      output += part.toString();
      if (until(output)) child.kill('SIGINT');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (exit) => resolve({ output, exit }));
  });

it('starts alone, prints what Strapi needs, and ends at Ctrl-C', async () => {
  const { output, exit } = await run({ EMULATOR_PORT: '0' }, (text) => text.includes('Ctrl-C'));
  expect(exit).toBe(0);
  expect(output).toMatch(/TIKTOK_API_URL=http:\/\/localhost:\d+\n/);
  expect(output).toMatch(/TIKTOK_AUTHORIZE_URL=http:\/\/localhost:\d+\/v2\/auth\/authorize\/\n/);
  expect(output).toContain('awemulatorkey123');
  expect(output).toContain('emulator-client-secret-0123456789');
}, 30_000);

it('says in words that its port is taken', async () => {
  const emulator = await start();
  const port = new URL(emulator.origin).port;
  const { output, exit } = await run({ EMULATOR_PORT: port });
  expect(exit).toBe(1);
  expect(output).toContain(`Port ${port} is already in use`);
  expect(output).not.toContain('    at ');
}, 30_000);
