import { describe, expect, test } from 'vitest';
import { kappaOfMass } from '../../../fermion/index.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { exactChiralCondensate, staggeredModes, wilsonModes } from '../index.ts';

const draw = key(3, 1, 'noise');
const tolerance = 1e-11;

test('unit links on 4^4, one colour: sixteen staggered modes at sqrt(1/2), then sqrt(3/2)', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const modes = staggeredModes({ lattice, group }, { count: 17, tolerance }).measure(coldStart(lattice, group), draw);
  modes.slice(0, 16).forEach(lambda => {
    expect(lambda).toBeCloseTo(Math.SQRT1_2, 10);
  });
  expect(modes[16]).toBeCloseTo(Math.sqrt(1.5), 10);
});

test('unit links on 4^4, one colour, m_0 = 0.5: the lowest Wilson mode from an independent program', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('U(1)');
  const kappa = kappaOfMass(0.5);
  const [lowest] = wilsonModes({ lattice, group, kappa }, { count: 1, tolerance }).measure(
    coldStart(lattice, group),
    draw,
  );
  expect((lowest / (2 * kappa)) ** 2).toBeCloseTo(1.12867965644, 9);
});

describe('random links', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const observable = staggeredModes({ lattice, group }, { count: 32, tolerance });

  test('all staggered modes give the condensate: (1/V) sum 2 m / (m^2 + lambda^2)', () => {
    const mass = 0.3;
    const sum = observable
      .measure(u, draw)
      .reduce((total, lambda) => total + (2 * mass) / (mass ** 2 + lambda ** 2), 0);
    const solver = { tolerance: 1e-13 };
    const condensate = exactChiralCondensate({ lattice, group, mass, flavours: 4, solver }).measure(u);
    expect(sum / lattice.volume).toBeCloseTo(condensate, 10);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(u, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    const [here, there] = [u, elsewhere].map(links =>
      wilsonModes({ lattice, group, kappa: 0.12 }, { count: 4, tolerance }).measure(links, draw),
    );
    here.forEach((lambda, k) => {
      expect(there[k]).toBeCloseTo(lambda, 9);
    });
  });

  test('no key, or more modes than there are, is refused', () => {
    expect(() => observable.measure(u)).toThrow("key of the purpose 'noise'");
    expect(() => staggeredModes({ lattice, group }, { count: 33, tolerance }).measure(u, draw)).toThrow(
      'has 32 modes, but 33 were asked for',
    );
  });
});
