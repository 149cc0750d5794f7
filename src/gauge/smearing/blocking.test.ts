/** Blocking whose shares of staples are trained: one weight stands for 1 − α and for α/n. */
import { describe, expect, test } from 'vitest';
import { expectMap, largestDifference } from '../../../test/expect/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice, type Weight } from '../../lattice/index.ts';
import { hotStart } from '../configuration.ts';
import { type Blocking, recordBlocking } from './blocking.ts';
import { recordedTransformation } from './recorded.ts';
import { smearing } from './smearing.ts';

const weighted = (shares: readonly Weight[], options: Omit<Blocking, 'weights'>) =>
  recordedTransformation({
    name: 'trained blocking',
    cites: [],
    weights: shares,
    record: (tape, links, { group }) => recordBlocking(tape, links, group, { ...options, weights: shares }),
  });

const share = (value: number, k: number): Weight => ({ name: `alpha${k + 1}`, value });

describe.each(['SU(2)', 'SU(3)'])('%s', name => {
  const u = hotStart(new Lattice([4, 2, 4]), groupNamed(name), key(3, 0, 'start'));
  const directions = [0, 1, 2];

  test('APE: α is a weight with its derivative', () => {
    const ape = weighted([share(0.4, 0), share(0.4, 1)], { directions, nested: false, step: 'polar' });
    const { image, tape } = ape.apply(u);
    const { image: expected } = smearing({ kind: 'ape', alpha: 0.4 }).apply(u);
    // α/n as α times 1/n: two roundings.
    expect(largestDifference(image.field, expected.field)).toBeLessThanOrEqual(1e-14);
    tape.release();
    expectMap(ape).toPullBack(u);
  });

  test('hypercubic: one weight for each level', () => {
    const hyp = weighted([0.3, 0.6].map(share), { directions, nested: true, step: 'polar' });
    // On hot links some projections are close to singular: a difference with a smaller step.
    expectMap(hyp).toPullBack(u, { weightStep: 2e-4 });
  });
});
