// The preflight against planted bugs: all of them, one at a time, in a copy of the sources.
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { mutants } from '../mutations/mutants.ts';
import { brokenBy, copySources, examined } from '../mutations/plant.ts';
import { theories } from '../mutations/theories.ts';

const folder = temporaryFolder();
copySources(folder);

test.each(Object.keys(theories))('nothing is wrong with %s as it is', name => {
  expect(examined(folder, name)).toEqual([]);
});

test('every planted bug is caught', () => {
  const escaped = mutants.filter(mutant => {
    const broken = brokenBy(mutant, folder);
    console.log(
      `${broken.length > 0 ? 'caught' : 'ESCAPED'}  ${mutant.bug}: ${broken.map(({ law }) => law).join('; ')}`,
    );
    return broken.length === 0;
  });
  console.log(`${mutants.length - escaped.length} of ${mutants.length} planted bugs are caught.`);
  expect(escaped.map(({ bug }) => bug)).toEqual([]);
});
