/** The examples for beginners: valid, and what they say in words is what they do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { callMain } from './callMain.ts';
import { resolvedFrom } from './samples.ts';

const folder = fileURLToPath(new URL('../../examples', import.meta.url));
const names = readdirSync(folder).filter(name => name.startsWith('su2-') && name.endsWith('.toml'));
const example = (name: string) => resolvedFrom(readFileSync(join(folder, name), 'utf8'));

test('there are the four of the first page', () => {
  expect(names).toEqual(
    expect.arrayContaining(['su2-hmc.toml', 'su2-slhmc-cask.toml', 'su2-slhmc-nf2.toml', 'su2-slhmc-stout.toml']),
  );
});

describe.each(names)('%s', name => {
  test('passes cask check', async () => {
    expect(await callMain(['check', join(folder, name)])).toMatchObject({ code: 0, stderr: '' });
  });

  test('tells in its first comment how to run it', () => {
    const comment = readFileSync(join(folder, name), 'utf8').split('\n\n')[0];
    expect(comment).toContain(`cask run examples/${name}`);
  });

  test.runIf(name.startsWith('su2-'))('is two-colour QCD on 4⁴, β = 2.7, m = 0.3', () => {
    const run = example(name);
    expect(run.reference !== undefined).toBe(name !== 'su2-slhmc-nf2.toml');
    expect(run).toMatchObject({ group: { name: 'SU(2)' }, action: { gauge: { beta: 2.7 }, fermion: { mass: 0.3 } } });
  });
});

test('the stout example has six weights, the Transformer reaches as far as published', () => {
  expect(example('su2-slhmc-stout.toml').network).toMatchObject({
    kind: 'stout',
    blocks: 2,
    loops: ['plaquette', 'polyakovSpace', 'polyakovTime'],
  });
  expect(example('su2-slhmc-cask.toml').network).toMatchObject({
    kind: 'cask',
    variant: 'symmetric',
    reach: 3,
    blocks: 1,
  });
});
