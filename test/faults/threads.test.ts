/** A run that loses one of its threads says so, keeps what it has, and goes on from there with the bits of an unbroken one. */
import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { nodeThreads } from '../../src/kernel/node/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { Assemble } from '../../src/simulation/simulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
const file = join(folder, 'run.toml');

const text = `lattice.extent = [4, 4, 4, 4]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.3 }
sampler.kind = "heatbath"
schedule = { thermalise = 1, trajectories = 11 }
output.checkpoint = { every = 2 }
machine.kind = "wasm128"
`;

/** Every launch is shared. The second thread is ended while trajectory `fatal` is made. */
const assembleMortal =
  (fatal: number): Assemble =>
  async (run, options) => {
    const ends: (() => void)[] = [];
    const threads = (count: number | 'auto') => {
      const { start, ...rest } = nodeThreads(count, { worthwhile: 0 });
      const watched: typeof start = invitation => {
        const thread = start(invitation);
        ends.push(thread.end);
        return thread;
      };
      return { ...rest, start: watched };
    };
    const simulation = await assemble(run, { ...options, threads });
    return {
      ...simulation,
      async next(request) {
        if (request.trajectory === fatal) {
          for (const end of ends) end();
          // What a thread that ended leaves undone is missed by and by.
          for (let k = 0; k < 200; k++) await simulation.next(request);
        }
        return simulation.next(request);
      },
    };
  };

async function call(argv: readonly string[], fatal = 0) {
  const out = { stdout: '', stderr: '' };
  const code = await main([...argv, '--quiet'], {
    assemble: assembleMortal(fatal),
    stdout: { write: piece => (out.stdout += piece) },
    stderr: { write: piece => (out.stderr += piece) },
    signals: new EventEmitter(),
    abort: () => {},
  });
  return { code, ...out };
}

const logOf = (out: string) => readFileSync(join(out, 'log.jsonl'), 'utf8');

beforeAll(() => writeFileSync(file, text));

test('a lost thread ends a run with a sentence, and the run goes on from its last checkpoint', async () => {
  const [whole, broken] = ['whole', 'broken'].map(name => join(folder, name));
  expect(await call(['run', file, '--out', whole])).toMatchObject({ code: 0, stderr: '' });
  const lost = await call(['run', file, '--out', broken, '--threads', '2'], 8);
  expect(lost.code).toBe(1);
  expect(lost.stderr).toBe(
    'Thread 2 of 2 ended while it was needed. The last checkpoint stands; go on from there with: ' +
      `cask resume ${broken}\n`,
  );
  expect(logOf(whole).startsWith(logOf(broken))).toBe(true);
  expect(logOf(broken).split('\n')).toHaveLength(8);
  expect(await call(['resume', broken, '--threads', '4'])).toMatchObject({ code: 0, stderr: '' });
  expect(logOf(broken)).toBe(logOf(whole));
  const { threads, resumed } = JSON.parse(readFileSync(join(broken, 'provenance.json'), 'utf8'));
  expect([threads, resumed[0].threads]).toEqual([2, 4]);
});
