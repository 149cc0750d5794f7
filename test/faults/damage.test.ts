/** Damaged files are refused; numbers that are not numbers end a run before they are written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { checkpointFromBytes, configurationOf, parseConfiguration, writeIldg } from '../../src/files/index.ts';
import { checkpointFiles, openCheckpoint } from '../../src/files/node/index.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { Assemble } from '../../src/simulation/simulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cuts, flips, readAll } from './damage.ts';
import { cask, gaugeRun, learningRun, runFileIn } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();

test('checkpoints: cuts and flipped bits', async () => {
  const out = join(base, 'checkpoints');
  await cask(['run', runFileIn(base, 'learning', learningRun), '--out', out, '--quiet']);
  const bytes = readFileSync(checkpointFiles(join(out, 'checkpoint'))[0].path);
  const header = 8 + Number(bytes.readBigUInt64LE(0));
  const never = () => false;
  const cut = readAll(cuts(bytes, header, 100), checkpointFromBytes, never);
  expect(cut).toEqual({ refused: header + 100, harmless: 0, silent: 0 });
  expect(readAll(flips(bytes, 1000), checkpointFromBytes, never)).toEqual({ refused: 1000, harmless: 0, silent: 0 });
});

test('configurations: a flipped bit is found, or changes nothing that is read', () => {
  const u = hotStart(new Lattice([2, 2, 2, 4], new Machine('js')), groupNamed('SU(3)'), key(1, 0, 'start'));
  const configuration = configurationOf(u);
  const { refused, harmless, silent } = readAll(
    flips(writeIldg(configuration), 300),
    bytes => parseConfiguration(bytes).configuration,
    ({ extents, links }) =>
      extents.join() === configuration.extents.join() && links.every((value, k) => value === configuration.links[k]),
  );
  expect(silent).toBe(0);
  // Links are most of the file, and there every bit counts; the rest is padding and words for people.
  expect(refused).toBeGreaterThan(5 * harmless);
});

/** Plants a number into a list of the state before a trajectory. */
const planted =
  (trajectory: number, list: string, value: number): Assemble =>
  async (resolved, options) => {
    const simulation = await assemble(resolved, options);
    return {
      ...simulation,
      next(request) {
        if (request.trajectory === trajectory) {
          const state = simulation.state!();
          state[list].fill(value, 0, 1);
          simulation.restore!(state);
        }
        return simulation.next(request);
      },
    };
  };

describe('numbers that are not finite', () => {
  const numbers = [Number.NaN, Number.POSITIVE_INFINITY];
  test.each([
    ...numbers.map(value => ({ text: gaugeRun, list: 'links', value, at: 5 })),
    ...numbers.map(value => ({ text: learningRun, list: 'training.weights', value, at: 5 })),
    ...numbers.map(value => ({ text: learningRun, list: 'training.weights', value, at: 12 })),
    { text: learningRun, list: 'links', value: Number.NaN, at: 1 },
  ])(
    '$value in $list before trajectory $at ends the run there and is written nowhere',
    async ({ text, list, value, at }) => {
      const out = join(base, `${list}-${value}-${at}-${text.length}`);
      const file = runFileIn(base, 'planted', text);
      const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], {
        assemble: planted(at, list, value),
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/NaN|Infinity/);
      expect(stderr).toMatch(/expected|Lower training\.optimiser\.rate|must be positive and finite/);
      expect(readFileSync(join(out, 'log.jsonl'), 'utf8').split('\n')).toHaveLength(at);
      expect(existsSync(join(out, 'weights.json'))).toBe(false);
      for (const { path, trajectory } of checkpointFiles(join(out, 'checkpoint'))) {
        expect(trajectory).toBeLessThan(at);
        for (const reals of openCheckpoint(path).state.values()) expect(reals.every(Number.isFinite)).toBe(true);
      }
      expect(await cask(['resume', out, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
    },
  );
});
