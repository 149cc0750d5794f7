import { describe, expect, test } from 'vitest';
import { gapsIn } from '../../src/analysis/columns.ts';
import { readLogText } from '../../src/analysis/logFile.ts';
import { type LogLine, sampleLog } from './folders.fixture.ts';

const textOf = (lines: readonly LogLine[]) => lines.map(line => `${JSON.stringify(line)}\n`).join('');
const good = sampleLog(20);

/** The log with another line 15, which is trajectory 15. */
const changed = (change: LogLine) => textOf(good.map((line, i) => (i === 14 ? { ...line, ...change } : line)));

describe('readLogText', () => {
  test('finds every number, list and yes or no by its name', () => {
    const { columns, remarks } = readLogText('log.jsonl', textOf(good));
    expect(remarks).toEqual([]);
    expect(columns.trajectories).toEqual(good.map(({ trajectory }) => trajectory));
    expect(columns.byName.get('plaquette')!.components[0]).toEqual(good.map(({ plaquette }) => plaquette));
    expect(columns.byName.get('accepted')!.components[0]).toEqual(good.map(({ accepted }) => Number(accepted)));
    expect(columns.byName.get('wilsonPion')!.components).toHaveLength(6);
    expect(columns.byName.get('wilsonPion')!.trajectories.every(number => number % 2 === 0)).toBe(true);
    expect(columns.byName.get('unitarityDefect')!.components[0]).toHaveLength(30);
  });

  test.each<[string, string, RegExp]>([
    [
      'null, as NaN is written',
      changed({ plaquette: null }),
      /^log:15: trajectory 15: plaquette is null; expected a finite/,
    ],
    [
      'NaN, as others write it',
      changed({}).replace(/("trajectory":15.*?"plaquette":)[\d.]+/, '$1NaN'),
      /^log:15: trajectory 15: plaquette is NaN/,
    ],
    ['text', changed({ plaquette: 'high' }), /^log:15: trajectory 15: plaquette is "high"/],
    [
      'infinity in a list',
      changed({ observables: { polyakovLoopComplex: [1, null] } }),
      /^log:15: trajectory 15: polyakovLoopComplex\[1\] is null/,
    ],
    [
      'a list of another length',
      changed({ observables: { polyakovLoopComplex: [1] } }),
      /is a list of 1; expected a list of 2/,
    ],
    [
      'a number for a list',
      changed({ observables: { polyakovLoopComplex: 1 } }),
      /is one number; expected a list of 2/,
    ],
    ['a trajectory twice', changed({ trajectory: 14 }), /^log:15: trajectory 14: it stands here a second time/],
    ['disorder', changed({ trajectory: 3 }), /^log:15: trajectory 3: it comes after trajectory 14/],
    ['no trajectory', changed({ trajectory: undefined }), /^log:15: trajectory is missing/],
    ['an unknown phase', changed({ phase: 'warm-up' }), /^log:15: trajectory 15: phase is "warm-up"/],
    [
      'a phase that comes again',
      changed({ phase: 'production' }) + textOf([{ ...good[0], trajectory: 99 }]),
      /phase is thermalise after production/,
    ],
    [
      'a damaged line',
      `${textOf(good.slice(0, 14))}{"traj\n${textOf(good.slice(15))}`,
      /^log:15: the line is not JSON/,
    ],
    ['no object', `${textOf(good.slice(0, 14))}[]\n`, /^log:15: the line is no JSON object/],
  ])('refuses %s, with file, line and trajectory', (_, text, sentence) => {
    expect(() => readLogText('log', text)).toThrow(sentence);
  });

  test('two logs put together are refused, not averaged', () => {
    expect(() => readLogText('log', textOf(good) + textOf(good))).toThrow(
      /log:31: trajectory 1: it comes after trajectory 30/,
    );
  });

  test('a last line that was not finished is left out, with a remark', () => {
    const { columns, remarks } = readLogText('log', textOf(good).slice(0, -8));
    expect(columns.trajectories.at(-1)).toBe(29);
    expect(remarks).toEqual(['log:30: the last line was not finished and is left out.']);
  });

  test('missing trajectories are reported', () => {
    const { columns, remarks } = readLogText('log', textOf(good.filter((_, i) => i < 12 || i > 15)));
    expect(gapsIn(columns)).toEqual([[13, 16]]);
    expect(remarks[0]).toMatch(/^log: trajectories 13 to 16 are missing/);
  });

  test('a chain with a gap behind every trajectory gets one remark', () => {
    const { remarks } = readLogText('log', textOf(good.filter((_, i) => i % 2 === 0)));
    expect(remarks).toEqual([
      'log: trajectories 2, 4, 6 and those of 11 more gaps are missing. ' +
        'Autocorrelations are counted in trajectories, across the gaps as well.',
    ]);
    const one = readLogText('log', textOf(good.filter((_, i) => i !== 12))).remarks;
    expect(one).toEqual([expect.stringMatching(/^log: trajectory 13 is missing\. .* across the gap as well\.$/)]);
  });
});
