// The house is in order, and each check notices the fault it is there for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { houseFaults, longFiles } from './house.ts';
import { checker, inPlantedTree, repository } from './plantedTree.ts';

const lines = (count: number) => 'export {};\n'.repeat(count);

describe('names and lengths', () => {
  test('this repository has no fault', () => {
    expect(houseFaults(repository)).toEqual([]);
  });

  test('every file allowed to be long exists and has a reason', () => {
    for (const [path, reason] of Object.entries(longFiles)) {
      expect(existsSync(join(repository, path)), path).toBe(true);
      expect(reason).not.toBe('');
    }
    expect(longFiles).toBeTypeOf('object');
  });

  test('a file of 501 lines, a helpers file and a utils folder are found; 500 lines are fine', () => {
    const planted = {
      'src/gauge/long.ts': lines(501),
      'src/gauge/full.ts': lines(500),
      'src/gauge/helpers.ts': lines(1),
      'src/utils/one.ts': lines(1),
      'docs/utils/prose.ts': lines(900),
    };
    expect(inPlantedTree(planted, houseFaults).toSorted()).toEqual([
      'src/gauge/helpers.ts is named for no idea: give it the name of what it holds.',
      'src/gauge/long.ts has 501 lines, at most 500 are allowed: split it by idea.',
      'src/utils is named for no idea: give it the name of what it holds.',
    ]);
  });
});

describe('a test must assert', () => {
  const config = join(repository, 'vitest.config.ts');
  const vitestOn = (body: string) =>
    inPlantedTree(
      {
        'test/planted.test.ts': `import { expect, test } from 'vitest';\ntest('planted', () => {${body}});\nvoid expect;\n`,
      },
      root => checker(root, 'vitest', 'run', '--config', config, '--root', root),
    );

  test('a test without an assertion fails', () => {
    const { status, text } = vitestOn('');
    expect(text).toContain('expected any number of assertion, but got none');
    expect(status).not.toBe(0);
  });

  test('the same test with an assertion passes', () => {
    expect(vitestOn('expect(1).toBe(1)').status).toBe(0);
  });
});
