/** Wilson pseudofermions in molecular dynamics and in short chains. */
import { describe, expect, test, vi } from 'vitest';
import { expectStep } from '../../../test/expect/index.ts';
import { leapfrog } from '../../../test/laws/system.fixture.ts';
import { coldStart, type GaugeField, wilsonAction } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { add, drawGaussian, type Field, key } from '../../lattice/index.ts';
import {
  type HmcInfo,
  hmc,
  molecularDynamics,
  phaseSpace,
  type Schedule,
  scheduleFromLevels,
} from '../../markov/index.ts';
import { gammaMethod, type Measured, plaquette } from '../../measure/index.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { EvenOddWilson } from '../wilson/evenOdd.ts';
import { WilsonOperator } from '../wilson/operator.ts';
import { denseMap, logAbsDeterminant, smoothLinks } from '../wilson/wilson.fixture.ts';
import { domainWallPseudofermion } from './domainWall.ts';
import type { Pseudofermion } from './pseudofermion.ts';
import { wilsonPseudofermions } from './wilson.ts';

vi.setConfig({ testTimeout: 60_000 });

const seed = 11;
const solver = { tolerance: 1e-12, forceTolerance: 1e-11 };
const refreshAll = (parts: readonly Pseudofermion[], u: GaugeField, trajectory: number) => {
  parts.forEach((part, k) => {
    part.refresh(u, key(seed + 1000 * k, trajectory, 'pseudofermion'));
  });
};

describe('one trajectory, SU(2) with the clover term on 2^3 x 4', () => {
  const lattice = latticeOf([2, 2, 2, 4]);
  const start = smoothLinks('SU(2)', lattice, 0.4);
  const parts = wilsonPseudofermions({
    lattice,
    group: start.group,
    kappa: 0.12,
    cSw: 1,
    flavours: 2,
    solver: { tolerance: 1e-13, forceTolerance: 1e-13 },
    twists: [0.5],
  });
  const action = add(wilsonAction(2), ...parts.map(part => part.action));
  refreshAll(parts, start, 1);
  const momenta = start.momentum();
  drawGaussian(momenta, key(seed, 1, 'momentum'));
  const flow = (steps: number) => (u: GaugeField, p: Field) => {
    molecularDynamics(leapfrog(steps, 0.5), phaseSpace(u, p, u.momentum()), { all: action });
  };

  test('there and back again', () => {
    expectStep(flow(8)).toBeReversible(start.clone(), { momenta: momenta.clone(), tolerance: 1e-11 });
  });

  test('the error of leapfrog is quadratic in the step', () => {
    const errorOf = (steps: number) => {
      const [u, p] = [start.clone(), momenta.clone()];
      const energy = () => action.value(u) + p.toArray().reduce((sum, x) => sum + x ** 2, 0) / 2;
      const before = energy();
      flow(steps)(u, p);
      return energy() - before;
    };
    const [coarse, fine] = [errorOf(8), errorOf(16)];
    // The next order is smaller by the square of the step times frequencies of order one.
    expect(Math.log2(Math.abs(coarse / fine))).toBeCloseTo(2, 1);
  });
});

test('domain-wall quarks in SU(2) on 2^4: there and back again', () => {
  const lattice = latticeOf([2, 2, 2, 2]);
  const start = smoothLinks('SU(2)', lattice, 0.4);
  const quarks = domainWallPseudofermion({
    lattice,
    group: start.group,
    mass: 0.2,
    height: 1.3,
    extent5: 4,
    flavours: 2,
    solver: { tolerance: 1e-13, forceTolerance: 1e-13 },
  });
  const action = add(wilsonAction(2), quarks.action);
  refreshAll([quarks], start, 1);
  const momenta = start.momentum();
  drawGaussian(momenta, key(seed, 1, 'momentum'));
  const flow = (u: GaugeField, p: Field) => {
    molecularDynamics(leapfrog(6, 0.4), phaseSpace(u, p, u.momentum()), { all: action });
  };
  expectStep(flow).toBeReversible(start, { momenta, tolerance: 1e-11 });
});

describe('chains, U(1) on 4 x 4 at beta = 1, kappa = 0.25', () => {
  const lattice = latticeOf([4, 4]);
  const group = groupNamed('U(1)');
  const kappa = 0.25;
  const gauge = wilsonAction(1);
  const observable = plaquette();
  const trajectories = 500;
  const burnIn = 30;
  const sigmas = (a: Measured, b: Measured) => Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error);

  const run = (flavours: number, twists: readonly number[], schedule: Schedule) => {
    const parts = wilsonPseudofermions({ lattice, group, kappa, flavours, twists, solver });
    const forces = Object.fromEntries(parts.map((part, k) => [`quark${k}`, part.action]));
    const chain = hmc({
      action: add(gauge, ...parts.map(part => part.action)),
      forces: { gauge, ...forces },
      schedule,
      refresh: (u, { trajectory }) => refreshAll(parts, u, trajectory),
    });
    const plaquettes: number[] = [];
    const infos: HmcInfo[] = [];
    let state = chain.init(coldStart(lattice, group));
    for (let trajectory = 1; trajectory <= trajectories; trajectory++) {
      const [next, info] = chain.step({ seed, trajectory }, state);
      state = next;
      if (trajectory <= burnIn) continue;
      plaquettes.push(observable.measure(state.u));
      infos.push(info);
    }
    return { plaquette: gammaMethod(plaquettes), creutz: gammaMethod(infos.map(info => info.expMinusDeltaH)) };
  };

  /** The quenched ensemble, with the exact determinant as a weight. */
  const reweighted = (): Measured => {
    const operator = new WilsonOperator({ lattice, group, kappa });
    const [p, q] = [operator.vector('even'), operator.vector('even')];
    const schur = new EvenOddWilson(operator).bindSchur(p, q);
    const quenched = hmc({ action: gauge, schedule: leapfrog(8) });
    let state = quenched.init(coldStart(lattice, group));
    const samples: { weight: number; value: number }[] = [];
    for (let trajectory = 1; trajectory <= 2000; trajectory++) {
      [state] = quenched.step({ seed, trajectory }, state);
      if (trajectory < burnIn || trajectory % 2 === 1) continue;
      operator.setLinks(state.u);
      const weight = Math.exp(2 * logAbsDeterminant(denseMap(schur, p, q)));
      samples.push({ weight, value: observable.measure(state.u) });
    }
    const norm = samples.reduce((sum, { weight }) => sum + weight, 0) / samples.length;
    const mean = samples.reduce((sum, { weight, value }) => sum + weight * value, 0) / samples.length / norm;
    const { error } = gammaMethod(samples.map(({ weight, value }) => (weight / norm) * (value - mean)));
    return { mean, error };
  };

  test('all ways to write two flavours agree with the exact determinant, and <exp(-dH)> = 1', () => {
    const split = scheduleFromLevels(
      [
        { forces: ['quark1'], scheme: 'omelyan2', steps: 2 },
        { forces: ['quark0'], scheme: 'omelyan2', steps: 1 },
        { forces: ['gauge'], scheme: 'omelyan2', steps: 1 },
      ],
      1,
    );
    const plain = scheduleFromLevels([{ forces: ['gauge', 'quark0'], scheme: 'omelyan2', steps: 3 }], 1);
    const exact = reweighted();
    const results = [run(2, [], plain), run(2, [0.4], split)];
    for (const { plaquette: found, creutz } of results) {
      expect(sigmas(found, exact)).toBeLessThan(3);
      expect(sigmas(creutz, { mean: 1, error: 0 })).toBeLessThan(3);
    }
    // Without quarks the plaquette is I₁(1) / I₀(1), up to 4e-6 for this volume: all see the determinant.
    const quenched: Measured = { mean: 0.446394, error: 0 };
    for (const found of [exact, ...results.map(result => result.plaquette)]) {
      expect(sigmas(found, quenched)).toBeGreaterThan(3);
    }
  });

  test('one flavour by a rational function: <exp(-dH)> = 1', () => {
    const schedule = scheduleFromLevels([{ forces: ['gauge', 'quark0'], scheme: 'omelyan2', steps: 3 }], 1);
    expect(sigmas(run(1, [], schedule).creutz, { mean: 1, error: 0 })).toBeLessThan(3);
  });
});
