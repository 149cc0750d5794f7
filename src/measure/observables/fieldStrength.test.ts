import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import {
  energyDensity,
  energyDensityField,
  linkTrace,
  plaquette,
  type StrengthDefinition,
  topologicalCharge,
  topologicalChargeDensity,
} from './index.ts';
import { fieldOf } from './knownFields.fixture.ts';

/** Milliseconds, for kernels that compile on a busy machine. */
const compiling = { timeout: 60_000 };
const definitions: readonly StrengthDefinition[] = ['plaquette', 'clover'];
const total = (numbers: Float64Array) => numbers.reduce((sum, x) => sum + x, 0);

describe.each([
  { name: 'U(1)', extents: [4, 6] },
  { name: 'SU(2)', extents: [2, 4, 4] },
  { name: 'SU(2)', extents: [4, 4, 4, 4] },
  { name: 'SU(3)', extents: [2, 4, 2, 4] },
])('$name on $extents', compiling, ({ name, extents }) => {
  const group = groupNamed(name);
  const lattice = new Lattice(extents);
  const { dimension } = lattice;
  const cold = coldStart(lattice, group);
  const hot = hotStart(lattice, group, key(1, 0, 'start'));
  const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));

  test.each(definitions)('the energy by %s vanishes on unit links, is gauge invariant and sums its sites', kind => {
    const density = lattice.field(1);
    const E = energyDensity(kind);
    expect(E.measure(cold)).toBe(0);
    expect(E.measure(hot)).toBeGreaterThan(0.01);
    expect(E.measure(elsewhere)).toBeCloseTo(E.measure(hot), 12);
    const sum = energyDensityField(hot, kind, density);
    expect(sum / lattice.volume).toBe(E.measure(hot));
    expect(total(density.toArray()) / lattice.volume).toBeCloseTo(sum / lattice.volume, 12);
  });

  test('by plaquettes the energy is their average', () => {
    const planes = (dimension * (dimension - 1)) / 2;
    const expected = ((planes * group.colours) / group.generatorNorm) * (1 - plaquette().measure(hot));
    expect(energyDensity('plaquette').measure(hot)).toBeCloseTo(expected, 12);
  });

  test('the link trace is 1 on unit links and depends on the gauge', () => {
    expect(linkTrace().measure(cold)).toBeCloseTo(1, 14);
    expect(Math.abs(linkTrace().measure(hot) - linkTrace().measure(elsewhere))).toBeGreaterThan(1e-3);
  });

  test.runIf(dimension === 4).each(definitions)('the charge by %s is gauge invariant and sums its sites', kind => {
    const density = lattice.field(1);
    const Q = topologicalCharge(kind);
    expect(Q.measure(cold)).toBe(0);
    expect(Math.abs(Q.measure(hot))).toBeGreaterThan(1e-3);
    expect(Q.measure(elsewhere)).toBeCloseTo(Q.measure(hot), 12);
    expect(topologicalChargeDensity(hot, kind, density)).toBe(Q.measure(hot));
    expect(total(density.toArray())).toBeCloseTo(Q.measure(hot), 12);
  });

  test.runIf(dimension === 3)('there is no charge in three dimensions', () => {
    expect(() => topologicalCharge().measure(hot)).toThrow('defined in 2 and 4 dimensions; this lattice has 3.');
  });
});

test('a reflected field has the opposite charge', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const hot = hotStart(lattice, groupNamed('SU(2)'), key(3, 0, 'start'));
  const reflected = hot.clone();
  for (const site of hot.field.sites) {
    const x = [0, 1, 2, 3].map(mu => Math.floor(site / 4 ** mu) % 4);
    for (let c = 0; c < 16; c++) {
      // x₀ → −x₀: a link in direction 0 is turned round, so it starts one site further and is daggered.
      const [from, sign] = c < 4 ? [-x[0] - 1, c === 0 ? 1 : -1] : [-x[0], 1];
      reflected.field.set(x, c, sign * hot.field.get([from, x[1], x[2], x[3]], c));
    }
  }
  expect(topologicalCharge().measure(reflected)).toBeCloseTo(-topologicalCharge().measure(hot), 12);
  expect(energyDensity().measure(reflected)).toBeCloseTo(energyDensity().measure(hot), 12);
});

test('constant flux 2 pi / (L_x L_y) of U(1): E = sin^2 f / 2', () => {
  const f = (2 * Math.PI) / 24;
  const u = fieldOf([4, 6], 'U(1)', (x, mu) => [mu === 1 ? f * x[0] : x[0] === 3 ? -4 * f * x[1] : 0]);
  expect(energyDensity().measure(u)).toBeCloseTo(Math.sin(f) ** 2 / 2, 14);
});
