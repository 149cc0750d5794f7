/** The wizard on a real pseudo-terminal: the keys of a user, the drawn prompts, the written file. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { resolvedFrom } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Starts a program on a pseudo-terminal and passes its input and output on. */
const bridge = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

const arrowDown = '\u001b[B';
const enter = '\r';

interface Turn {
  /** What must have been drawn before the keys are pressed. */
  readonly shown: string;
  readonly keys: string;
}

async function hold(turns: readonly Turn[], argv: readonly string[], environment: Record<string, string> = {}) {
  const command = [fromRoot('node_modules/.bin/node'), fromRoot('test/cli/fakeCask.ts'), '0', ...argv];
  const child = spawn('python3', ['-c', bridge, ...command], {
    env: { ...process.env, TERM: 'xterm', ...environment },
  });
  let text = '';
  let from = 0;
  const left = [...turns];
  child.stdout.on('data', piece => {
    text += piece;
    const next = left[0];
    if (next === undefined) return;
    const at = text.indexOf(next.shown, from);
    if (at < 0) return;
    from = at + next.shown.length;
    left.shift();
    setTimeout(() => child.stdin.write(next.keys), 100);
  });
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code, text, unused: left.length };
}

const isPossible = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
const folder = temporaryFolder();

test.runIf(isPossible)(
  'answers, a refusal, back, review, file',
  async () => {
    const file = join(folder, 'typed.toml');
    const turns = [
      { shown: 'How much do you want', keys: enter },
      { shown: 'begin from', keys: enter },
      { shown: 'lattice.extent', keys: `4 4 4 1${enter}` },
      { shown: '3 or 4 integers', keys: `\u007f6${enter}` },
      { shown: 'group.name', keys: `${arrowDown}${enter}` },
      { shown: 'action.gauge.beta', keys: `back${enter}` },
      { shown: 'group.name', keys: enter },
      { shown: 'action.gauge.beta', keys: `5.5${enter}` },
      { shown: 'action.fermion.mass', keys: enter },
      { shown: 'schedule.trajectories', keys: enter },
      { shown: 'Is this your run', keys: enter },
    ];
    const { code, text, unused } = await hold(turns, ['new', file]);
    expect({ code, unused }, text).toEqual({ code: 0, unused: 0 });
    expect(resolvedFrom(readFileSync(file, 'utf8'))).toMatchObject({
      lattice: { extent: [4, 4, 4, 6] },
      group: { name: 'SU(3)' },
      action: { gauge: { beta: 5.5 }, fermion: { mass: 0.3 } },
    });
  },
  120_000,
);

test.runIf(isPossible)(
  'Ctrl-C leaves without a file; NO_COLOR leaves out colours',
  async () => {
    const file = join(folder, 'left.toml');
    const { text } = await hold([{ shown: 'How much', keys: '\u0003' }], ['new', file], { NO_COLOR: '1' });
    expect(text).toContain('Nothing was written.');
    const codes = text.split('\u001b[').slice(1);
    expect(codes.filter(code => /^[349]\d(;\d+)*m/.test(code))).toEqual([]);
    expect(existsSync(file)).toBe(false);
  },
  120_000,
);

test.skipIf(isPossible)('no python3 with pty here: the pseudo-terminal is not tried', () => {
  expect(isPossible).toBe(false);
});
