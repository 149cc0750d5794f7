import { describe, expect, test } from 'vitest';
import { expectForce } from '../../../test/expect/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { smoothLinks } from '../wilson/wilson.fixture.ts';
import {
  type DomainWallPseudofermionOptions,
  domainWallPseudofermion,
  domainWallPseudofermions,
} from './domainWall.ts';

const tight = { tolerance: 1e-13, forceTolerance: 1e-12 };
const draw = (trajectory: number) => key(5, trajectory, 'pseudofermion');

const cases = [
  { group: 'U(1)', extents: [4, 4], extent5: 4, b: 1, c: 0 },
  { group: 'SU(2)', extents: [2, 2, 2, 2], extent5: 3, b: 1.5, c: 0.5 },
  { group: 'SU(3)', extents: [2, 2, 2, 2], extent5: 4, b: 1, c: 0 },
  { group: 'U(1)', extents: [4, 4], extent5: 4, b: [0.4, 1.7, 0.9, 1.2], c: [0.3, 0.8, 0, 1.1] },
];

describe.each(cases)('$group on $extents, L_5 = $extent5, b = $b, c = $c', ({ group, extents, ...walls }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.4);
  const options = { lattice, group: u.group, mass: 0.2, height: 1.3, ...walls, solver: tight };

  test.each([2, 1])('the force for %d flavours, and that of another mass', flavours => {
    const pseudofermion = domainWallPseudofermion({ ...options, flavours });
    pseudofermion.refresh(u, draw(0));
    expectForce(pseudofermion.action).toMatchFiniteDifference(u);
    if (group === 'U(1)') expectForce(pseudofermion.withMass(0.4)).toMatchFiniteDifference(u);
  });

  test.each([
    { flavours: 2, masses: [] },
    { flavours: 1, masses: [] },
    { flavours: 2, masses: [0.6] },
  ])(
    'after the heat bath for $flavours flavours, masses $masses, actions are squares of noise',
    ({ flavours, masses }) => {
      for (const pseudofermion of domainWallPseudofermions({ ...options, flavours, masses })) {
        pseudofermion.refresh(u, draw(2));
        const noise = pseudofermion.field.like();
        drawGaussian(noise, draw(2), Math.SQRT1_2);
        const squared = noise.toArray().reduce((sum, z) => sum + z ** 2, 0);
        expect(pseudofermion.action.value(u) / squared).toBeCloseTo(1, 10);
      }
    },
  );
});

describe('a small system', () => {
  const lattice = latticeOf([4, 2]);
  const u = smoothLinks('U(1)', lattice, 0.5);
  const options: DomainWallPseudofermionOptions = {
    lattice,
    group: u.group,
    mass: 0.1,
    height: 1.2,
    extent5: 4,
    flavours: 2,
    solver: tight,
  };

  test('a split determinant: forces, and the heavier part of equal masses is 1', () => {
    const parts = domainWallPseudofermions({ ...options, masses: [0.7, 0.3] });
    expect(parts).toHaveLength(3);
    parts.forEach((pseudofermion, k) => {
      pseudofermion.refresh(u, draw(k));
      expectForce(pseudofermion.action).toMatchFiniteDifference(u);
    });
    // K = P: S = φ† φ.
    const [, , last] = parts;
    const squared = last.field.toArray().reduce((sum, z) => sum + z ** 2, 0);
    expect(last.withMass(0.3).value(u) / squared).toBeCloseTo(1, 10);
  });

  test('solves are counted', () => {
    const pseudofermion = domainWallPseudofermion(options);
    pseudofermion.refresh(u, draw(0));
    pseudofermion.action.value(u);
    expect(pseudofermion.iterations().solves).toBe(2);
    expect(pseudofermion.iterations().solves).toBe(0);
    const one = domainWallPseudofermion({ ...options, flavours: 1 });
    one.refresh(u, draw(0));
    expect(one.iterations().solves).toBeGreaterThan(0);
  });

  test('errors', () => {
    expect(() => domainWallPseudofermion({ ...options, flavours: 3 })).toThrow('found 3');
    expect(() => domainWallPseudofermions({ ...options, flavours: 0.5 })).toThrow('found 0.5');
    expect(() => domainWallPseudofermions({ ...options, mass: 1.2 })).toThrow(
      'between 0 and that of the Pauli-Villars',
    );
    expect(() => domainWallPseudofermions({ ...options, masses: [1.5] })).toThrow('descend');
    expect(() => domainWallPseudofermions({ ...options, flavours: 1, masses: [0.5] })).toThrow('found N_f = 1');
    expect(() => domainWallPseudofermion({ ...options, solver: { ...tight, guess: 3 } })).toThrow('guess 3');
    expect(domainWallPseudofermions({ ...options, flavours: 3 })).toHaveLength(2);
    expect(() => domainWallPseudofermion(options).action.value(u)).toThrow('call refresh first');
    const hasty = domainWallPseudofermion({ ...options, solver: { ...tight, maxIterations: 2 } });
    expect(() => hasty.refresh(u, draw(0))).toThrow(/M_5 = 1.2.* after 2 iterations/);
  });
});
