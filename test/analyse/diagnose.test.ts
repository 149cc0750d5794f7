import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analysis.ts';
import { diagnose, diagnosticLine } from '../../src/analysis/diagnose/index.ts';
import type { RunData } from '../../src/analysis/runData.ts';
import { readRun } from '../../src/cli/command/readRun.ts';
import { autoregressiveChain, normalDistribution } from '../../src/measure/statistics/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type LogLine, sampleLog, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
let written = 0;

/** A run of 400 healthy trajectories, each changed. */
function runWith(change: (line: LogLine, i: number) => LogLine, toml = theory, seed = 7): RunData {
  written++;
  // Normal ΔH of width σ has the mean σ²/2, by Creutz's equality.
  const deltaH = autoregressiveChain(0.5, 410, seed, 50).map(x => 0.02 + 0.2 * x);
  const decide = autoregressiveChain(0.5, 410, seed, 51);
  const healthy = sampleLog(400, seed).map((line, i) => {
    return { ...line, deltaH: deltaH[i], accepted: normalDistribution(decide[i]) < Math.exp(-deltaH[i]) };
  });
  return readRun(writeRun(parent, `run-${written}`, healthy.map(change), toml));
}

function sentencesOf(...runs: RunData[]): string[] {
  return diagnose(runs, analyse(runs)).map(diagnosticLine);
}

const withObservables = (line: LogLine, changes: object): LogLine => ({
  ...line,
  observables: { ...(line.observables as object), ...changes },
});

const withExtra = (line: LogLine, changes: object): LogLine => ({ ...line, extra: changes });

test('nothing speaks against a healthy run', () => {
  expect(sentencesOf(runWith(line => line))).toEqual([]);
});

describe('one fault makes one sentence, with its numbers and what to do', () => {
  const slow = autoregressiveChain(60, 410, 3);
  const fast = autoregressiveChain(0.2, 410, 4);
  const starting = (i: number) => 0.1 * Math.exp(-i / 40);
  test.each<[string, (line: LogLine, i: number) => LogLine, RegExp]>([
    [
      'a run shorter than 50 τ',
      (line, i) => ({ ...line, plaquette: 0.7 + 0.01 * slow[i] }),
      /^Careful: τ_int of the plaquette is \S+ trajectories and the run counts 400, that is \d+ τ_int.*Run at least/,
    ],
    [
      'frozen topology',
      line => withObservables(line, { topologicalCharge: 1.02 }),
      /^Careful: The topological charge stayed at 1 \(rounded\) in all 400/,
    ],
    [
      'rare tunnelling',
      (line, i) => withObservables(line, { topologicalCharge: Math.floor(i / 100) }),
      /^Careful: The topological charge changed \d times in 400/,
    ],
    [
      '⟨e^−ΔH⟩ ≠ 1',
      line => ({ ...line, deltaH: (line.deltaH as number) + 0.1 }),
      /^Wrong: ⟨e\^−ΔH⟩ is 0\.\d+\(\d+\), [\d.]+ σ from 1/,
    ],
    [
      'a chain that never moved',
      line => ({ ...line, accepted: false, plaquette: 0.5 }),
      /^Wrong: None of 400 proposals was accepted: the chain did not move, and no mean has an error/,
    ],
    [
      'an observable that never changed',
      line => ({ ...line, plaquette: 0.5 }),
      /^Careful: Never changed: plaquette \(0\.5 in all 400\)/,
    ],
    [
      'a chain that got stuck',
      (line, i) => (i < 250 ? line : { ...line, plaquette: 0.69 }),
      /^Wrong: The chain stood still from trajectory 251 to 410: plaquette did not change/,
    ],
    [
      'a mode slower than the window',
      (line, i) => ({ ...line, plaquette: 0.7 + 0.01 * (fast[i] + Math.sin((2 * Math.PI * i) / 400)) }),
      /^Careful: (The means of ten long blocks scatter more than the errors allow: plaquette|τ_int of the plaquette)/,
    ],
    [
      'a low acceptance',
      (line, i) => ({ ...line, accepted: i % 4 === 0 }),
      /^Note: The acceptance is 0\.25\d*\(\d*\); .*More sampler\.steps/,
    ],
    [
      'an acceptance that ΔH does not explain',
      (line, i) => ({ ...line, accepted: i % 4 === 0 }),
      /^Careful: The acceptance is 0\.250, where erfc/,
    ],
    [
      'a force spike',
      (line, i) => withExtra(line, { 'forceRms.fermion': i === 122 ? 50 : 1 }),
      /^Careful: forceRms\.fermion reaches 50\.0 \(trajectory 123\), 50 times its median 1\.00/,
    ],
    [
      'a solver that explodes',
      (line, i) => ({ ...line, cgIterations: i === 99 ? 900 : 60 }),
      /^Careful: The CG iterations reached 900 per solve \(trajectory 100\), where 60 is usual/,
    ],
    [
      'a solver that slows down',
      (line, i) => ({ ...line, cgIterations: 60 + i }),
      /^Careful: The CG iterations grew from 90 to 450 per solve/,
    ],
    [
      'links off the group',
      (line, i) => withExtra(line, { unitarityDefect: 1e-9 * i }),
      /^Careful: Links are off the group by up to 4\.1e-7/,
    ],
    [
      'irreversible trajectories',
      line => withExtra(line, { reversibility: 1e-3 }),
      /^Wrong: The reversibility defect is 0\.0010/,
    ],
    [
      'a start that is remembered',
      (line, i) => ({ ...line, plaquette: (line.plaquette as number) + starting(i) }),
      /^Careful: The first fifth of the plaquette is [\d.]+ σ from the last half/,
    ],
    [
      'a stuck centre sector',
      line => withObservables(line, { polyakovLoopComplex: [1, 0.01] }),
      /^Note: The Polyakov loop stayed in one of 2 centre sectors/,
    ],
  ])('%s', (_, change, sentence) => {
    const sentences = sentencesOf(runWith(change));
    expect(
      sentences.filter(found => sentence.test(found)),
      sentences.join('\n'),
    ).toHaveLength(1);
  });
});

test('several slow observables share a sentence', () => {
  const slow = autoregressiveChain(60, 410, 3);
  const [sentence] = sentencesOf(
    runWith((line, i) =>
      withObservables({ ...line, plaquette: 0.7 + 0.01 * slow[i] }, { rectangle: 0.5 + 0.01 * slow[i] }),
    ),
  ).filter(found => found.includes('τ_int'));
  expect(sentence).toMatch(/^Careful: The run counts 400 trajectories, too few for τ_int of plaquette \S+; rectangle /);
});

test('bins that are too short for the jackknife are reported', () => {
  const slow = autoregressiveChain(40, 410, 3);
  const run = runWith((line, i) => withObservables(line, { wilsonPion: [3, 2, 1].map(c => c * (1 + 0.1 * slow[i])) }));
  expect(sentencesOf(run).join('\n')).toMatch(/jackknife of pion correlator \(bins of 40, τ_int \d+ measurements\)/);
});

test('replicas that disagree are flagged by R̂, and by their starts', () => {
  const seeded = (seed: number, start = '') => theory.replace('seed = 7', `seed = ${seed}`) + start;
  const hot = runWith(line => line, seeded(8, 'start.from = "hot"\n'), 8);
  const cold = runWith(line => ({ ...line, plaquette: (line.plaquette as number) + 0.02 }), seeded(9), 9);
  const [first, second] = sentencesOf(hot, cold);
  expect(first).toMatch(/^Wrong: The plaquette is \S+ from the start "hot" and \S+ from "cold", [\d.]+ σ apart/);
  expect(second).toMatch(/^Careful: R̂ of the plaquette is 1\.\d{3}; expected at most 1\.01/);
});

test('the most serious comes first', () => {
  const both = runWith((line, i) => ({ ...line, deltaH: (line.deltaH as number) + 0.1, accepted: i % 4 === 0 }));
  expect(sentencesOf(both).map(sentence => sentence.split(':')[0])).toEqual(
    expect.arrayContaining(['Wrong', 'Careful', 'Note']),
  );
  expect(sentencesOf(both)[0]).toMatch(/^Wrong/);
});

test('one jump of the charge, and a stretch without motion, give no advice where to count from', () => {
  const noise = autoregressiveChain(0.5, 410, 12);
  const jump = runWith((line, i) => withObservables(line, { topologicalCharge: (i < 100 ? 0 : 1) + 0.01 * noise[i] }));
  expect(sentencesOf(jump).join('\n')).not.toMatch(/first fifth|--from/);
  expect(analyse([jump]).scalars.find(({ name }) => name === 'topologicalCharge')).not.toHaveProperty('cut');
  const stuck = runWith((line, i) => (i < 200 ? line : { ...line, plaquette: 0.8 }));
  expect(sentencesOf(stuck).join('\n')).not.toMatch(/first fifth|--from/);
  expect(analyse([stuck]).scalars.find(({ name }) => name === 'plaquette')).not.toHaveProperty('cut');
});

test("Creutz's test works from ten proposals on", () => {
  const first = (count: number, deltaH: (i: number) => number) =>
    readRun(
      writeRun(
        parent,
        `creutz-${written++}`,
        sampleLog(count).map((line, i) => ({ ...line, deltaH: deltaH(i), accepted: true })),
      ),
    );
  expect(sentencesOf(first(10, i => 0.05 + 0.001 * (i % 3))).join('\n')).toMatch(
    /^Wrong: ΔH is positive in 10 of 10 proposals where 5\.1\(1\.6\) are expected from its size, 3\.1 σ away/,
  );
  expect(sentencesOf(first(9, i => 0.05 + 0.001 * (i % 3))).join('\n')).not.toMatch(/ΔH is positive/);
  const normal = autoregressiveChain(0.5, 40, 13);
  expect(sentencesOf(first(20, i => 0.02 + 0.2 * normal[i])).join('\n')).not.toMatch(/ΔH is positive|e\^−ΔH/);
});
