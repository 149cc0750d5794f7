import { expect, test } from 'vitest';
import { logRecord } from '../../../test/cli/samples.ts';
import type { Phase } from '../../simulation/simulation.ts';
import { readableDuration } from './duration.ts';
import { progressLine } from './line.ts';
import { newTally, tallyUp } from './tally.ts';

const lengths = { thermalise: 10, train: 20, production: 100 };

function lineAfter(phase: Phase, count: number, changes: object = {}): string {
  let tally = newTally(phase);
  for (let i = 1; i <= count; i++) {
    tally = tallyUp(tally, logRecord(i, phase, { plaquette: 0.7 + 0.01 * (-1) ** i, accepted: i % 4 > 0, ...changes }));
  }
  return progressLine(tally, lengths);
}

test('shows value with error, τ, acceptance, ⟨e^−ΔH⟩, solver, speed and time to go', () => {
  const line = lineAfter('production', 40, { cgIterations: 61.4 });
  expect(line).toMatch(
    /^production 40\/100 {2}P 0\.\d+\(\d+\) τ \d\.\d {2}acc 0\.75 {2}⟨e\^−ΔH⟩ 1\(\?\) {2}CG 61 {2}10 ms\/traj {2}eta 600 ms$/,
  );
});

test('too few trajectories show the latest value, never an error', () => {
  expect(lineAfter('production', 3)).toMatch(/^production 3\/100 {2}P ~0\.6900 {2}acc 1\.00 {2}10 ms/);
});

test('the time to go counts the phases to come, and nothing is to come after the last', () => {
  expect(lineAfter('thermalise', 10)).toMatch(/eta 1\.2 s$/);
  expect(lineAfter('production', 100)).not.toContain('eta');
});

test('in a narrow window the time to go stays, solver and speed go first', () => {
  let tally = newTally('production');
  for (let i = 1; i <= 20; i++)
    tally = tallyUp(tally, logRecord(i, 'production', { plaquette: 0.7 + i / 1000, cgIterations: 61 }));
  const full = progressLine(tally, lengths);
  const letters = [...full].length;
  expect(progressLine(tally, lengths, letters)).toBe(full);
  expect(progressLine(tally, lengths, letters - 1)).toBe(full.replace('  CG 61', ''));
  expect(progressLine(tally, lengths, letters - 8)).toBe(full.replace('  CG 61  10 ms/traj', ''));
  expect(progressLine(tally, lengths, 1)).toMatch(/acc 1\.00 {2}eta 800 ms$/);
});

test('training shows its loss', () => {
  expect(lineAfter('train', 9, { loss: 1.25 })).toContain('loss 1.25');
});

test('an overflow of e^−ΔH is left out while thermalising', () => {
  expect(lineAfter('thermalise', 9, { deltaH: -800 })).not.toContain('⟨e^−ΔH⟩');
});

test('durations are short', () => {
  expect([0.0004, 0.0123, 0.9999, 11.2, 99, 100, 7200, 200_000, Number.NaN].map(readableDuration)).toEqual([
    '0.4 ms',
    '12 ms',
    '1 s',
    '11 s',
    '99 s',
    '1.7 min',
    '2 h',
    '2.3 days',
    '?',
  ]);
});
