// Energy and charge on fields where they are known, at rest and under the Wilson flow.
import { describe, expect, test } from 'vitest';
import { type GaugeField, gradientFlow, wilsonFlowAction } from '../../gauge/index.ts';
import { network, stoutLayer } from '../../network/index.ts';
import { energyDensity, exactChiralCondensate, plaquette, polyakovLoop, topologicalCharge } from './index.ts';
import { abelian, constantFlux, instanton, wavesOfSU3 } from './knownFields.fixture.ts';

const flow = (u: GaugeField, epsilon: number, steps: number) =>
  gradientFlow(u, { action: wilsonFlowAction(), epsilon, steps });
/** Milliseconds, for kernels that compile on a busy machine. */
const compiling = { timeout: 60_000 };
const [E, Q] = [energyDensity(), topologicalCharge()];

describe('the field of waves in SU(3), against SIMULATeQCD 1.2.0 and QCDMeasurements.jl', compiling, () => {
  const u = wavesOfSU3();

  test('at t = 0', () => {
    // As many digits as are known.
    expect(plaquette().measure(u)).toBeCloseTo(0.9964001728080606, 14);
    expect(energyDensity('plaquette').measure(u)).toBeCloseTo(0.1295937789, 10);
    expect(topologicalCharge('plaquette').measure(u)).toBeCloseTo(-1.837418418942e-3, 15);
    expect(topologicalCharge('improved').measure(u)).toBeCloseTo(-3.34620251122277e-4, 16);
    expect(topologicalCharge('improvedCharge').measure(u)).toBeCloseTo(-4.455747297566e-4, 15);
  });

  test('Polyakov loop, condensate, and plaquettes after one and two stout steps, from an independent program', () => {
    expect(polyakovLoop().measure(u)).toBeCloseTo(2.4743327136849467, 13);
    const { lattice, group } = u;
    const options = { lattice, group, mass: 0.5, flavours: 4, solver: { tolerance: 1e-12 } };
    expect(exactChiralCondensate(options).measure(u)).toBeCloseTo(0.81978320072767, 11);
    const layers = ['one', 'two'].map(name => stoutLayer(name));
    [0.9990046330518935, 0.9993464214412818].forEach((expected, k) => {
      const stout = network('stout', layers.slice(0, k + 1));
      for (const weight of stout.weights) weight.value = 0.1;
      expect(plaquette().measure(stout.apply(u).image)).toBeCloseTo(expected, 13);
    });
  });

  test('every 0.01 of the Wilson flow', () => {
    const reference = [
      [0.99640017, 0.044165739, -1.86847372839524e-3],
      [0.99677379, 0.041663721, -1.82574887807958e-3],
      [0.99709911, 0.039431116, -1.78603462424029e-3],
      [0.99738267, 0.037436974, -1.74907660463734e-3],
      [0.9976301, 0.035653889, -1.71462703141252e-3],
      [0.99784622, 0.03405761, -1.68244987512044e-3],
    ];
    const flowed = u.clone();
    reference.forEach(([P, energy, charge], step) => {
      if (step > 0) flow(flowed, 0.01, 1);
      expect(Math.abs(plaquette().measure(flowed) - P)).toBeLessThan(5e-8);
      expect(Math.abs(E.measure(flowed) - energy)).toBeLessThan(5e-8);
      expect(Math.abs(Q.measure(flowed) - charge)).toBeLessThan(5e-10);
    });
  });

  test('far along the flow', () => {
    const flowed = u.clone();
    flow(flowed, 0.01, 50);
    expect(plaquette().measure(flowed)).toBeCloseTo(0.99950633275761, 13);
    expect(E.measure(flowed)).toBeCloseTo(0.01691233175541, 13);
    expect(Q.measure(flowed)).toBeCloseTo(-1.001300284e-3, 12);
  });
});

describe.each([4, 6, 8])('constant self-dual flux on %d^4', compiling, L => {
  const f = (2 * Math.PI) / L ** 2;
  const u = constantFlux(L);

  test('Q = 2 (sin f / f)^2, its sign that of the second flux', () => {
    const expected = 2 * (Math.sin(f) / f) ** 2;
    expect(Q.measure(u)).toBeCloseTo(expected, 12);
    expect(topologicalCharge('plaquette').measure(u)).toBeCloseTo(expected, 12);
    expect(Q.measure(constantFlux(L, -1))).toBeCloseTo(-expected, 12);
  });
  test('E = 4 sin^2 f by clovers, 8 (1 - cos f) by plaquettes', () => {
    expect(E.measure(u)).toBeCloseTo(4 * Math.sin(f) ** 2, 12);
    expect(energyDensity('plaquette').measure(u)).toBeCloseTo(8 * (1 - Math.cos(f)), 12);
    expect(plaquette().measure(u)).toBeCloseTo((4 + 2 * Math.cos(f)) / 6, 12);
  });
  test('it does not flow', () => {
    const before = u.field.toArray();
    const after = u.clone();
    flow(after, 0.05, 3);
    const moved = after.field.toArray().reduce((worst, x, i) => Math.max(worst, Math.abs(x - before[i])), 0);
    expect(moved).toBeLessThan(1e-14);
  });
});

test('a weak plane wave decays as exp(-2 t khat^2)', () => {
  const L = 8;
  // Terms beyond the free field have relative size amplitude².
  const u = abelian([L, L, L, L], (x, mu) => (mu === 1 ? 1e-5 * Math.cos((2 * Math.PI * x[0]) / L) : 0));
  const before = E.measure(u);
  const [epsilon, steps] = [0.02, 50];
  flow(u, epsilon, steps);
  const decay = E.measure(u) / before;
  const z = epsilon * 4 * Math.sin(Math.PI / L) ** 2;
  // On a linear equation the scheme is the Taylor polynomial of the exponential.
  expect(decay).toBeCloseTo((1 - z + z ** 2 / 2 - z ** 3 / 6) ** (2 * steps), 9);
  expect(decay).toBeCloseTo(0.309879, 6);
});

describe('the instanton in singular gauge', compiling, () => {
  const units = (L: number) => L ** 4 / (8 * Math.PI ** 2);
  const action = (u: GaugeField, L: number) => energyDensity('plaquette').measure(u) * units(L);

  test('radius 1.5 on 8^4: small, and falls through the lattice', () => {
    const u = instanton(8, 1.5);
    expect(Q.measure(u)).toBeCloseTo(0.681691876, 8);
    expect(action(u, 8)).toBeCloseTo(0.99138563, 8);
    flow(u, 0.02, 50);
    expect(Q.measure(u)).toBeCloseTo(0.424, 3);
    flow(u, 0.02, 50);
    expect(Q.measure(u)).toBeCloseTo(0.009, 3);
  });
  test('with the wrong sign in the exponent it is no instanton', () => {
    const u = instanton(8, 1.5, 1);
    expect(action(u, 8)).toBeCloseTo(4.46, 2);
    expect(Q.measure(u)).toBeCloseTo(0.2, 2);
  });
  test('radius 2.5 on 12^4 lives on', () => {
    const u = instanton(12, 2.5);
    expect(Q.measure(u)).toBeCloseTo(0.8727, 4);
    expect(action(u, 12)).toBeCloseTo(1.152, 3);
    flow(u, 0.05, 10);
    expect(Q.measure(u)).toBeCloseTo(0.8729, 4);
    expect(action(u, 12)).toBeCloseTo(1.031, 3);
  });
});
