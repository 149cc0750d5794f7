// Laws of the timing tool that hold whatever the clock says.
import { expect, test } from 'vitest';
import { type Candidate, fastest, type Timing, timed, timingTable } from './timing.ts';

const candidate = (name: string, run: () => void): Candidate => ({ name, run, flops: 2000, bytes: 8000, sites: 100 });
const idle = () => {};

test('every candidate runs, the minimum never exceeds the median, the order is kept', () => {
  let runs = 0;
  const timings = timed([candidate('a', () => runs++), candidate('b', idle)], { rounds: 3, turn: 0.2 });
  expect(runs).toBeGreaterThan(3);
  expect(timings.map(timing => timing.candidate.name)).toEqual(['a', 'b']);
  for (const { minimum, median } of timings) expect(minimum).toBeLessThanOrEqual(median);
});

test('the table states speed, spread and ratio', () => {
  const timing = (name: string, minimum: number): Timing => ({
    candidate: candidate(name, idle),
    minimum,
    median: 1.5 * minimum,
  });
  const slow = timing('plain C', 2e-6);
  const quick = timing('lanes', 1e-6);
  expect(fastest([slow, quick])).toBe(quick);
  expect(timingTable([slow, quick], slow)).toBe(
    [
      '| candidate | GF/s | GB/s | µs/site | median/min | speed / plain C |',
      '|-----------|-----:|-----:|--------:|-----------:|----------------:|',
      '| plain C   | 1.00 | 4.00 |  0.0200 |       1.50 |            1.00 |',
      '| lanes     | 2.00 | 8.00 |  0.0100 |       1.50 |            2.00 |',
    ].join('\n'),
  );
});

test('nothing to time is refused with a sentence', () => {
  expect(() => timed([], { rounds: 3, turn: 1 })).toThrow('Got 0 candidates and 3 rounds');
});
