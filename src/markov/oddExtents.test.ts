/** Gauge theory on lattices that are no checkerboard, because an extent is odd. */
import { describe, expect, test } from 'vitest';
import { expectForce, largestDifference } from '../../test/expect/index.ts';
import { StaggeredOperator, WilsonOperator, wilsonPseudofermions } from '../fermion/index.ts';
import { fixGauge, GaugeField, hotStart, namedGaugeAction, wilsonAction } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { Machine } from '../kernel/index.ts';
import { key, Lattice } from '../lattice/index.ts';
import { polyakovLoop, topologicalCharge } from '../measure/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { randomStart, seed, shortChain } from './chain.fixture.ts';
import { exactPlaquette } from './exactPlaquette.fixture.ts';
import { heatbath, metropolis } from './heatbath/index.ts';
import { hmc } from './hmc.ts';
import { leapfrogQPQ, repeat, scheduleOf } from './integrators/index.ts';

describe.each([
  ['U(1)', 2],
  ['SU(2)', 2.7],
] as const)('%s in two dimensions on 3 × 5 has its exact plaquette', (group, beta) => {
  const extents = [3, 5];
  const exact = exactPlaquette(group, beta, 15);
  const expectExact = (values: readonly number[]) => {
    const { mean, error } = gammaMethod(values);
    expect(error).toBeLessThan(0.006);
    expect(Math.abs(mean - exact) / error, `${mean} ± ${error}, exact ${exact}`).toBeLessThan(3.5);
  };
  const measured = wilsonAction(-1 / 15);

  test('by hybrid Monte Carlo', () => {
    const kernel = hmc({ action: wilsonAction(beta), schedule: scheduleOf(repeat(3, leapfrogQPQ()), 1) });
    const { values } = shortChain(kernel, randomStart(group, extents), measured, {
      thermalise: 100,
      trajectories: 5000,
    });
    expectExact(values);
  });

  test.each([
    ['heatbath and overrelaxation', () => heatbath({ action: wilsonAction(beta), overrelaxation: 1 })],
    ['metropolis', () => metropolis({ action: wilsonAction(beta), hits: 4, width: 0.45 })],
  ] as const)('by %s, colour by colour', (_, make) => {
    const kernel = make();
    let state = kernel.init(randomStart(group, extents));
    const values: number[] = [];
    for (let trajectory = 1; trajectory <= 1600; trajectory++) {
      [state] = kernel.step({ seed, trajectory }, state);
      if (trajectory > 100) values.push(measured.value(state.u));
    }
    expectExact(values);
  });
});

/** The configuration moved by one site in every direction. */
function shifted(u: GaugeField): GaugeField {
  const { lattice, group } = u;
  const reals = lattice.dimension * group.linkSize;
  const numbers = u.field.toArray();
  const moved = new Float64Array(numbers.length);
  for (let site = 0; site < lattice.volume; site++) {
    const from = lattice.siteAt(lattice.coordinates(site).map(x => x - 1));
    moved.set(numbers.subarray(from * reals, (from + 1) * reals), site * reals);
  }
  const v = new GaugeField(lattice, group);
  v.field.fromArray(moved);
  return v;
}

describe.each([
  ['SU(3)', [3, 4, 5, 3]],
  ['SU(2)', [3, 3, 5]],
  ['U(1)', [5, 4]],
] as const)('%s on %s', (name, extents) => {
  const group = groupNamed(name);
  const dimension = extents.length;
  const start = (lattice: Lattice) => hotStart(lattice, group, key(seed, 0, 'start'));
  const u = start(new Lattice(extents));
  const action = namedGaugeAction('symanzik', 2);

  test('the force is the derivative of the action', () => {
    expectForce(action).toMatchFiniteDifference(u);
  });

  test('moving everything by a site changes neither action nor observables', () => {
    const v = shifted(u);
    const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-12 * u.lattice.volume);
    close(action.value(u), action.value(v));
    close(polyakovLoop().measure(u), polyakovLoop().measure(v));
    if (dimension === 4) close(topologicalCharge().measure(u), topologicalCharge().measure(v));
  });

  test('all machines agree, the vector widths bit for bit', () => {
    const forces = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
      const v = start(new Lattice(extents, new Machine(kind, { contraction: false })));
      const force = v.momentum();
      action.gradient(v, force);
      return { force: force.toArray(), value: action.value(v), loop: polyakovLoop().measure(v) };
    });
    expect(forces[1]).toEqual(forces[0]);
    expect(forces[2]).toEqual(forces[0]);
  });

  test('a step of hybrid Monte Carlo does not depend on the machine’s lanes', () => {
    const end = (kind: 'wasm128' | 'wasm256') => {
      const v = start(new Lattice(extents, new Machine(kind)));
      const kernel = hmc({ action, schedule: scheduleOf(repeat(5, leapfrogQPQ()), 0.1) });
      return kernel.step({ seed, trajectory: 1 }, kernel.init(v))[1].deltaH;
    };
    expect(end('wasm256')).toBe(end('wasm128'));
  });
});

describe('what works on even and odd sites in turn refuses, and says why:', () => {
  const lattice = new Lattice([4, 4, 3, 4]);
  const group = groupNamed('SU(2)');
  const u = hotStart(lattice, group, key(seed, 0, 'start'));
  const because = 'because of the extent 3. Use even extents.';

  test('staggered quarks', () => {
    expect(() => new StaggeredOperator(lattice, group).setLinks(u)).toThrow(
      'Staggered quarks hop from even to odd sites and need even extents; the lattice 4×4×3×4 has the extent 3.',
    );
  });
  test('preconditioned Wilson quarks, not the operator itself', () => {
    const solver = { tolerance: 1e-10, forceTolerance: 1e-8 };
    expect(() => wilsonPseudofermions({ lattice, group, kappa: 0.1, flavours: 2, solver })).toThrow(because);
    const operator = new WilsonOperator({ lattice, group, kappa: 0.1 }).setLinks(u);
    const [psi, out] = [operator.vector(), operator.vector()];
    psi.fill(1);
    operator.apply(psi, out);
    expect(largestDifference(out, psi)).toBeGreaterThan(0);
  });
  test('gauge fixing', () => {
    expect(() => fixGauge(u, 'landau')).toThrow(because);
  });
});
