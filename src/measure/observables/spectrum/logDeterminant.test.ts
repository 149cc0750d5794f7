import { expect, test } from 'vitest';
import { StaggeredOperator } from '../../../fermion/index.ts';
import { denseWilson, logAbsDeterminant } from '../../../fermion/wilson/wilson.fixture.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { exactChiralCondensate, staggeredLogDeterminant, wilsonLogDeterminant } from '../index.ts';
import { wavesOfSU3 } from '../knownFields.fixture.ts';
import { logDeterminant } from './logDeterminant.ts';

test('unit links: sums over momenta from an independent program, per colour', () => {
  for (const [extents, expected] of [
    [[4, 4, 4, 4], 0.312293446016],
    [[4, 4, 4, 8], 0.291569343944],
  ] as const) {
    const lattice = new Lattice(extents);
    const group = groupNamed('U(1)');
    const value = staggeredLogDeterminant({ lattice, group, mass: 0.3 }).measure(coldStart(lattice, group));
    expect(value / lattice.volume).toBeCloseTo(expected, 11);
  }
});

test('the field of waves in SU(3), against an independent program', () => {
  const u = wavesOfSU3();
  const { lattice, group } = u;
  expect(staggeredLogDeterminant({ lattice, group, mass: 0.5 }).measure(u)).toBeCloseTo(277.400333736011, 9);
  expect(staggeredLogDeterminant({ lattice, group, mass: 0.1 }).measure(u)).toBeCloseTo(221.713877113646, 9);
});

test('on random links: its derivative with respect to the mass is Tr D^-1; even and odd sites agree; gauge invariant', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const at = (mass: number) => staggeredLogDeterminant({ lattice, group, mass }).measure(u);
  const h = 1e-3;
  const slope = (8 * (at(0.4 + h) - at(0.4 - h)) - (at(0.4 + 2 * h) - at(0.4 - 2 * h))) / (12 * h);
  const solver = { tolerance: 1e-13 };
  const condensate = exactChiralCondensate({ lattice, group, mass: 0.4, flavours: 4, solver }).measure(u);
  // Fourth order in h, and rounding 1e-14 over h.
  expect(slope / lattice.volume).toBeCloseTo(condensate, 9);
  const odd = new StaggeredOperator(lattice, group).setLinks(u).normal('odd');
  expect(logDeterminant(odd, 0.16)).toBeCloseTo(at(0.4), 11);
  const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
  expect(staggeredLogDeterminant({ lattice, group, mass: 0.4 }).measure(elsewhere)).toBeCloseTo(at(0.4), 11);
});

test.each([
  { name: 'U(1)', extents: [4, 6], kappa: 0.2, cSw: 0 },
  { name: 'SU(2)', extents: [2, 2, 2, 2], kappa: 0.12, cSw: 0 },
  { name: 'SU(2)', extents: [2, 2, 2, 2], kappa: 0.1, cSw: 1 },
])('Wilson quarks in $name on $extents, c_SW = $cSw, against a dense matrix', ({ name, extents, kappa, cSw }) => {
  const lattice = new Lattice(extents);
  const group = groupNamed(name);
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const angles = extents.map((_, mu) => (mu === extents.length - 1 ? Math.PI : 0));
  const expected = logAbsDeterminant(denseWilson(u, { kappa, cSw, angles }));
  expect(wilsonLogDeterminant({ lattice, group, kappa, cSw }).measure(u)).toBeCloseTo(expected, 10);
});

test('a lattice too large to be written out is refused', () => {
  const lattice = new Lattice([8, 8, 8, 8]);
  const operator = new StaggeredOperator(lattice, groupNamed('SU(3)'));
  expect(() => logDeterminant(operator.normal('even'), 1)).toThrow('6144 complex rows; at most 4096');
});
