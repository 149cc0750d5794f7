import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { goodFile } from '../../../test/cli/samples.ts';
import { findPositions, type KeyPath } from './position.ts';

/** Paths of everything in a parsed document. */
function pathsOf(value: unknown, path: KeyPath = []): KeyPath[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [path];
  const entries = Array.isArray(value) ? value.map((held, index) => [index, held] as const) : Object.entries(value);
  return [path, ...entries.flatMap(([key, held]) => pathsOf(held, [...path, key]))];
}

describe('findPositions', () => {
  test.each<[string, KeyPath, number]>([
    ['a = 1\nb = 2', ['b'], 2],
    ['[a]\nb = 1\n[a.c]\nd = 2', ['a', 'c', 'd'], 4],
    ['[a]\n\nb.c.d = 1', ['a', 'b', 'c', 'd'], 3],
    ['[a]\n\nb.c.d = 1', ['a', 'b'], 3],
    ['a = { b = 1,\n c = { d = 2 } }', ['a', 'c', 'd'], 2],
    ['a = [\n1,\n# two\n2]', ['a', 1], 4],
    ['a = [ { b = 1 },\n { b = 2 } ]', ['a', 1, 'b'], 2],
    ['[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3', ['a', 1, 'b'], 4],
    ['[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3', ['a', 1, 'c', 'd'], 6],
    ['"a.b" = 1\n\'c = d\' = 2', ['c = d'], 2],
    ['"\\u0061" = 1\nb = 2', ['a'], 1],
    ['a = "x # y = [\\""\nb = 2', ['b'], 2],
    ['a = """\nb = 1\n"""""\nb = 2', ['b'], 4],
    ["a = '''\nb = 1\\'''\nb = 2", ['b'], 3],
    ['a = 1 # c = 3\r\nb = 2\r\n', ['b'], 2],
    ['\uFEFFa = 1\n[ b . c ]\nd = 1', ['b', 'c', 'd'], 3],
    ['a = 1979-05-27T07:32:00Z\nb = 2', ['b'], 2],
  ])('%j: %j stands on line %i', (text, path, line) => {
    parse(text);
    expect(findPositions(text).lineOf(path)).toBe(line);
  });

  test('a key that is not there stands where its section does, or on line 1', () => {
    const positions = findPositions('a = 1\n[b]\nc = 2');
    expect(positions.lineOf(['b', 'missing'])).toBe(2);
    expect(positions.lineOf(['missing', 'too'])).toBe(1);
    expect(positions.has(['b', 'missing'])).toBe(false);
    expect(positions.has(['b', 'c'])).toBe(true);
  });

  test('knows every key that the parser finds, and the last word of the path is on that line', () => {
    const positions = findPositions(goodFile);
    const lines = goodFile.split('\n');
    const paths = pathsOf(parse(goodFile)).slice(1);
    expect(paths.length).toBeGreaterThan(40);
    for (const path of paths) {
      expect(positions.has(path), JSON.stringify(path)).toBe(true);
      const key = path.findLast(part => typeof part === 'string')!;
      if (typeof path.at(-1) === 'string') expect(lines[positions.lineOf(path) - 1]).toContain(key);
    }
  });

  test('finds every key of random documents that the parser accepts', () => {
    const pieces = [
      'a',
      'b',
      '"c d"',
      "'e'",
      '.',
      '=',
      ' ',
      '\n',
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      ',',
      '1',
      '"x"',
      '#',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map(parts => parts.join(''));
    let accepted = 0;
    fc.assert(
      fc.property(text, document => {
        let parsed: unknown;
        const positions = findPositions(document);
        try {
          parsed = parse(document);
        } catch {
          return;
        }
        accepted++;
        for (const path of pathsOf(parsed).slice(1)) expect(positions.has(path), JSON.stringify(path)).toBe(true);
      }),
      { numRuns: 4000, seed: 1 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
