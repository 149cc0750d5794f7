// 100 000 damaged run files, and every way through the wizard run for one trajectory.
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { documentOf } from '../../src/cli/wizard/interview.ts';
import { presets } from '../../src/cli/wizard/presets.ts';
import { runFileText } from '../../src/cli/wizard/runFileText.ts';
import { writeToml } from '../../src/runfile/echo.ts';
import { InputError } from '../../src/runfile/input/problem.ts';
import { inconsistencies } from '../../src/runfile/schema/consistency.ts';
import { describeKeys } from '../../src/runfile/schema/describe.ts';
import { gaugeRunSchema } from '../../src/runfile/schema/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { dueAt } from '../../src/simulation/driver.ts';
import { pathsThrough } from '../cli/enumerate.ts';
import { uniform } from '../cli/fakeSimulation.ts';
import { goodFile, resolvedFrom, shortFile } from '../cli/samples.ts';

const files = 100_000;
const longestMilliseconds = 2000;

const extremes = [
  ...['0', '-0', '-1', '3', '1.5', '1e-320', '1e308', '1e999', '-1e999', 'nan', 'inf', '-inf', '0x7fffffff', '1_0'],
  ...[
    '9007199254740993',
    '99999999999999999999',
    '1979-05-27',
    'true',
    '""',
    '"\\u0000"',
    '[]',
    '{}',
    '[[1]]',
    '{ a = 1 }',
  ],
  ...['[3, 3, 3, 3]', '[2147483648, 4]', '[65536, 65536, 65536, 65536]', '[4]', '[4, 4, 4, 4, 4]', '{ kind = "none" }'],
];
const keys = [
  ...['__proto__', '"__proto__"', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'kind', 'a.b', '"ключ"'],
  ...['__proto__.polluted', 'constructor.prototype.polluted', 'sed', 'betta', 'Seed', '"seed "'],
];

type Random = (below: number) => number;

/** One to three changes of a line: another value, another key, one more key, another header, a letter more or less. */
function damaged(index: number): string {
  let slot = 0;
  const random: Random = below => Math.floor(uniform(17, index, slot++) * below);
  const lines = (random(4) === 0 ? shortFile : goodFile).split('\n');
  for (let change = random(3); change >= 0; change--) {
    const at = random(lines.length);
    const value = extremes[random(extremes.length)];
    const key = keys[random(keys.length)];
    const letter = random(Math.max(lines[at].length, 1));
    const changes = [
      () => lines[at].replace(/=.*/, `= ${value}`),
      () => lines[at].replace(/^[\w.]+/, key),
      () => `${lines[at]}\n${key} = ${value}`,
      () => `${lines[at]}\n[${key}]`,
      () => lines[at].slice(0, letter) + lines[at].slice(letter + 1),
      () => lines[at].slice(0, letter) + String.fromCodePoint(random(0x300)) + lines[at].slice(letter),
      () => '',
    ];
    lines[at] = changes[random(changes.length)]();
  }
  return lines.join('\n');
}

const known = new Set(describeKeys(gaugeRunSchema).map(({ path }) => path));

function unknownKeys(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(held => unknownKeys(held, path));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [...(known.has(place) ? [] : [place]), ...unknownKeys(held, place)];
  });
}

/** All numbers of a run, to see that none of them is out of the question. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test(`${files} damaged run files are refused in sentences or understood`, () => {
  const seen = { accepted: 0, refused: 0, slowest: 0 };
  const wrong: string[] = [];
  for (let index = 0; index < files; index++) {
    const text = damaged(index);
    const start = performance.now();
    try {
      const run = resolvedFrom(text);
      seen.accepted++;
      if (unknownKeys(parse(text)).length > 0) wrong.push(`unknown key accepted:\n${text}`);
      if (!numbersIn(run).every(Number.isFinite)) wrong.push(`a number that is not finite:\n${text}`);
      if (run.lattice.extent.some(length => length % 2 !== 0 || length < 2)) wrong.push(`an odd extent:\n${text}`);
      if (inconsistencies(run).length > 0) wrong.push(`a broken rule:\n${text}`);
      expect(resolvedFrom(writeToml(run))).toEqual(run);
    } catch (error) {
      if (error instanceof InputError) seen.refused++;
      else wrong.push(`${String(error)}:\n${text}`);
    }
    seen.slowest = Math.max(seen.slowest, performance.now() - start);
  }
  console.log(
    `${files} files: ${seen.accepted} understood, ${seen.refused} refused, the slowest took ${seen.slowest.toFixed(0)} ms.`,
  );
  expect(wrong).toEqual([]);
  expect(seen.accepted + seen.refused).toBe(files);
  expect(seen.slowest).toBeLessThan(longestMilliseconds);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const tiny = {
  'lattice.extent': [
    [4, 4],
    [2, 2, 2],
    [2, 2, 2, 2],
    [4, 4, 4, 4],
  ],
  'group.name': ['SU(2)', 'U(1)', 'SU(3)'],
  // Two rough steps on a tiny lattice may run away.
  'sampler.trajectoryLength': [0.1],
  'start.from': ['cold'],
  'sampler.steps': [2],
  'sampler.hits': [1],
  'sampler.overrelaxation': [1],
  'action.fermion.extent5': [2],
  'schedule.thermalise': [0],
  'schedule.trajectories': [1],
  'machine.kind': ['wasm128'],
};

test('every way through the wizard runs for one trajectory', async () => {
  const ways = [
    ...presets.flatMap(preset => pathsThrough('simple', preset, { wanted: tiny })),
    ...pathsThrough('expert', presets[0], { wanted: tiny, extent: 'sample', walks: 300 }),
  ];
  const failed: string[] = [];
  for (const { interview } of ways) {
    const text = runFileText(documentOf(interview));
    try {
      const run = resolvedFrom(text);
      const simulation = await assemble(
        { ...run, machine: { ...run.machine, kind: 'wasm128', threads: 1 } },
        { announce() {} },
      );
      const record = await simulation.next({ trajectory: 1, phase: 'production', measure: dueAt(1, run.measure) });
      const { deltaH = 0, observables } = record;
      const plaquette = observables.plaquette as number;
      if (![deltaH, plaquette].every(Number.isFinite)) failed.push(`ΔH is ${deltaH}, plaquette ${plaquette}:\n${text}`);
      await simulation.close?.();
    } catch (error) {
      failed.push(`${String(error)}:\n${text}`);
    }
  }
  console.log(`${ways.length} ways through the wizard, ${failed.length} of them do not run.`);
  expect(failed).toEqual([]);
});
