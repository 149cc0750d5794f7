import { describe, expect, test } from 'vitest';
import { normOf } from '../../../test/expect/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { energyDensity, plaquette, topologicalCharge } from '../../measure/observables/index.ts';
import { wilsonAction } from '../actions.ts';
import type { GaugeField } from '../configuration.ts';
import { constantFlux } from './constantFlux.ts';
import { instanton } from './instanton.ts';

const SU2 = groupNamed('SU(2)');
const charge = (u: GaugeField) => topologicalCharge('clover').measure(u);

/** Σ (1 − Re tr U/N) β in units of 8π² at β = 2N/g², g = 1. */
function actionInInstantons(u: GaugeField): number {
  const { colours } = u.group;
  const planes = 6 * u.lattice.volume;
  return (2 * colours * (planes + wilsonAction(1).value(u))) / (8 * Math.PI ** 2);
}

describe('an instanton of radius 1.5 on 8^4', () => {
  const lattice = new Lattice([8, 8, 8, 8]);
  const u = instanton(lattice, SU2, { radius: 1.5 });

  test('is on the group, and has charge and action of an independent calculation', () => {
    expect(u.clone().restore()).toBeLessThan(1e-14);
    expect(charge(u)).toBeCloseTo(0.681691876, 8);
    expect(actionInInstantons(u)).toBeCloseTo(0.99138563, 8);
  });

  test('in another block of SU(3) it is the same', () => {
    for (const block of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const v = instanton(lattice, groupNamed('SU(3)'), { radius: 1.5, block });
      expect(charge(v)).toBeCloseTo(charge(u), 11);
      expect(actionInInstantons(v)).toBeCloseTo(actionInInstantons(u), 10);
    }
  });

  test('an anti-instanton has the opposite charge and the same action', () => {
    const v = instanton(lattice, SU2, { radius: 1.5, charge: -1 });
    expect(charge(v)).toBeCloseTo(-charge(u), 11);
    expect(actionInInstantons(v)).toBeCloseTo(actionInInstantons(u), 10);
  });

  test('moved by a lattice vector within the box it keeps its charge up to its tails', () => {
    const v = instanton(lattice, SU2, { radius: 1.5, centre: [4.5, 3.5, 3.5, 3.5] });
    expect(Math.abs(charge(v) - charge(u))).toBeLessThan(0.02);
  });
});

test('refused: other dimensions, groups, blocks, radii and centres', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  expect(() => instanton(new Lattice([4, 4]), SU2)).toThrow('Instantons live in 4 dimensions; this lattice has 2.');
  expect(() => instanton(lattice, groupNamed('U(1)'))).toThrow('U(1) has no SU(2) in it');
  expect(() => instanton(lattice, groupNamed('SU(3)'), { block: [1, 3] })).toThrow('two rows from 0 to 2');
  expect(() => instanton(lattice, SU2, { radius: 0 })).toThrow('The radius of an instanton is positive; found 0.');
  expect(() => instanton(lattice, SU2, { centre: [1, 1, 2, 1.5] })).toThrow('cannot be centred on a link');
  expect(() => constantFlux(lattice, SU2, { planes: [{ plane: [0, 1], flux: 0.5 }] })).toThrow(
    'is an integer; found 0.5',
  );
  expect(() => constantFlux(lattice, SU2, { planes: [{ plane: [0, 4], flux: 1 }] })).toThrow('from 0 to 3; found 0,4');
  expect(() =>
    constantFlux(lattice, SU2, {
      planes: [
        { plane: [0, 1], flux: 1 },
        { plane: [1, 2], flux: 1 },
      ],
    }),
  ).toThrow('may not share a direction; found (0,1) (1,2)');
});

describe.each(['SU(2)', 'SU(3)'])('constant self-dual flux in %s', name => {
  test.each([4, 6])('on %d^4: charge, plaquette, energy, and no force', L => {
    const group = groupNamed(name);
    const u = constantFlux(new Lattice([L, L, L, L]), group, name === 'SU(3)' ? { block: [0, 2] } : {});
    const f = (2 * Math.PI) / L ** 2;
    expect(charge(u)).toBeCloseTo(2 * (Math.sin(f) / f) ** 2, 12);
    // Two of six planes carry flux, in two of N colours.
    expect(plaquette().measure(u)).toBeCloseTo(1 - ((2 / group.colours) * (1 - Math.cos(f))) / 3, 13);
    expect(energyDensity('clover').measure(u)).toBeCloseTo(4 * Math.sin(f) ** 2, 12);
    const force = u.momentum();
    wilsonAction(6).gradient(u, force);
    expect(normOf(force)).toBeLessThanOrEqual(1e-13 * Math.sqrt(force.components * u.lattice.volume));
  });
});

test('fluxes of opposite sign have negative charge, and charges multiply', () => {
  const lattice = new Lattice([6, 6, 6, 6]);
  const of = (k: number, l: number) =>
    charge(
      constantFlux(lattice, SU2, {
        planes: [
          { plane: [0, 1], flux: k },
          { plane: [2, 3], flux: l },
        ],
      }),
    );
  expect(of(1, -1)).toBeCloseTo(-of(1, 1), 12);
  const [f, g] = [1, 2].map(k => (2 * Math.PI * k) / 36);
  expect(of(2, 1)).toBeCloseTo(4 * (Math.sin(f) / f) * (Math.sin(g) / g), 12);
});

test('flux in two dimensions is a solution too, in U(1) with any integer', () => {
  const u = constantFlux(new Lattice([6, 4]), groupNamed('U(1)'), { planes: [{ plane: [0, 1], flux: 3 }] });
  expect(plaquette().measure(u)).toBeCloseTo(Math.cos((2 * Math.PI * 3) / 24), 13);
  const force = u.momentum();
  wilsonAction(1).gradient(u, force);
  expect(normOf(force)).toBeLessThanOrEqual(1e-13);
});
