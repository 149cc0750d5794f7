import { expect, test } from 'vitest';
import { readFile } from '../../desk/readFile.ts';
import { words } from '../../words.ts';
import { type Progress, type StudyName, studyNames } from '../protocol.ts';
import { laboratoryRuns } from '../texts.ts';
import { studies } from './index.ts';

async function factsOf(name: StudyName): Promise<Record<string, string>> {
  let last: Progress = { done: 0 };
  await studies[name](progress => {
    last = { ...last, ...progress };
  });
  expect(last.done).toBe(1);
  return Object.fromEntries((last.facts ?? []).map(fact => [fact.name, fact.value]));
}

test.each(studyNames)('%s has words that fit, and a run for the laboratory', name => {
  const { choices, answer, facts, reveal } = words.experiments.experiments[name];
  expect(choices.length).toBeGreaterThanOrEqual(2);
  expect(choices[answer]).toBeDefined();
  expect(reveal.length).toBeGreaterThan(0);
  expect(Object.keys(facts).length).toBeGreaterThan(0);
  expect(readFile(laboratoryRuns[name]).problems).toEqual([]);
});

test('a gauge transformation changes a link and no closed loop', async () => {
  const { link, ...loops } = await factsOf('gauge');
  const ends = (value: string) => value.split(' → ').map(Number);
  expect(Math.abs(ends(link)[0] - ends(link)[1])).toBeGreaterThan(1e-3);
  for (const [before, after] of Object.values(loops).map(ends)) {
    // Rounding of products of at most 8 links, averaged over the lattice.
    expect(Math.abs(before - after)).toBeLessThan(1e-14);
  }
});

test('CASK keeps the symmetry to rounding, a plain blur does not', async () => {
  const { cask, plain } = await factsOf('attention');
  expect(Number(cask)).toBeLessThan(1e-13);
  expect(Number(plain)).toBeGreaterThan(0.1);
});
