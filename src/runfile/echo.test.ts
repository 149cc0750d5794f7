import { describe, expect, test } from 'vitest';
import { goodFile, resolvedFrom, shortFile } from '../../test/cli/samples.ts';
import { writeToml } from './echo.ts';

describe('writeToml', () => {
  test.each([
    ['all sections', goodFile],
    ['few sections', shortFile],
    [
      'lists of tables',
      shortFile.replace(/\{ kind = .*/, '{ kind = "loops", terms = [{ loop = "rectangle", beta = -0.1 }] }'),
    ],
    ['strange letters', `title = "a \\"b\\" \\\\ ü 𝄞"\n${shortFile}`],
  ])('a run with %s is the same after writing and reading', (_, text) => {
    const run = resolvedFrom(text);
    expect(resolvedFrom(writeToml(run))).toEqual(run);
  });

  test('marks what the user did not write', () => {
    const text = writeToml(resolvedFrom(goodFile), path => (path.join('.') === 'sampler.steps' ? 'file' : 'default'));
    expect(text).toContain('\nsteps = 20\n');
    expect(text).toContain('\nmaxIterations = 10000  # default\n');
  });
});
