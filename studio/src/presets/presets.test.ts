import { expect, test } from 'vitest';
import { readFile } from '../desk/readFile.ts';
import { words } from '../words.ts';
import { presets } from './index.ts';

test.each(presets.map(({ name, text }) => [name, text]))(
  '%s is a run file without a fault, with words',
  (name, text) => {
    const { problems, theory, fields } = readFile(text);
    expect(problems).toEqual([]);
    expect(theory).toMatch(/^(U\(1\)|SU\(\d\)|XY model|double exchange), /);
    expect(fields.length).toBeGreaterThan(8);
    expect(words.presets[name].line).not.toBe('');
  },
);

test('a fault is reported at its line, and the form stays', () => {
  const text = presets[0].text.replace('beta = 4.0', 'betta = 4.0');
  const line = text.split('\n').findIndex(row => row.includes('betta')) + 1;
  const { problems, theory, fields } = readFile(text);
  expect(problems.map(problem => problem.line)).toContain(line);
  expect(problems.map(problem => problem.sentence).join()).toContain('betta');
  expect(theory).toBeUndefined();
  expect(fields.length).toBeGreaterThan(8);
});

test('text that is no TOML has its line too', () => {
  expect(readFile('[lattice]\nextent = [4, 4\n[group]').problems[0].line).toBeGreaterThan(1);
});
