import { describe, expect, it } from 'vitest';
import { coordinatesOf, siteAt } from '../../lattice/index.ts';
import { checkConfiguration, type GaugeConfiguration, siteCount } from './configuration.ts';
import { hotConfiguration, linkAt, sequence } from './hotConfiguration.fixture.ts';
import { linkTrace, plaquette, unitarityDefect } from './verification.ts';

// Sums of V d(d−1)/2 terms of order one, each with rounding of a few ε.
const rounding = 1e-13;

/** U(1) links exp(i angle(x, mu)). */
function phases(extents: number[], angle: (at: number[], mu: number) => number): GaugeConfiguration {
  const links = new Float64Array(siteCount(extents) * extents.length * 2);
  for (let site = 0; site < siteCount(extents); site++) {
    for (let mu = 0; mu < extents.length; mu++) {
      const place = 2 * (site * extents.length + mu);
      const value = angle(coordinatesOf(site, extents), mu);
      links.set([Math.cos(value), Math.sin(value)], place);
    }
  }
  return { extents, colours: 1, precision: 64, links };
}

describe('plaquette', () => {
  it('is cos F in the plane of a constant U(1) field F and 1 elsewhere', () => {
    const extents = [4, 6, 2, 3];
    const flux = (2 * Math.PI) / 6;
    // A_x = −F y: single valued because F times the y extent is 2π.
    const field = phases(extents, ([, y], mu) => (mu === 0 ? -flux * y : 0));
    const { spaceSpace, spaceTime, average } = plaquette(field);
    expect(spaceSpace).toBeCloseTo((Math.cos(flux) + 2) / 3, 13);
    expect(spaceTime).toBeCloseTo(1, 13);
    expect(average).toBeCloseTo((Math.cos(flux) + 5) / 6, 13);
  });

  it('does not change under a gauge transformation, while the link trace does', () => {
    const extents = [3, 4];
    const random = sequence(7);
    const field = phases(extents, () => 2 * Math.PI * random());
    const gauge = Array.from({ length: siteCount(extents) }, () => 2 * Math.PI * random());
    const angleOf = (site: number, mu: number) => {
      const place = 2 * (site * 2 + mu);
      return Math.atan2(field.links[place + 1], field.links[place]);
    };
    const transformed = phases(extents, (at, mu) => {
      const ahead = at.map((coordinate, axis) => coordinate + (axis === mu ? 1 : 0));
      return gauge[siteAt(at, extents)] + angleOf(siteAt(at, extents), mu) - gauge[siteAt(ahead, extents)];
    });
    expect(Math.abs(plaquette(transformed).average - plaquette(field).average)).toBeLessThan(rounding);
    expect(Math.abs(linkTrace(transformed) - linkTrace(field))).toBeGreaterThan(1e-3);
  });

  it('agrees with the product of four SU(3) matrices written out at one site after the other', () => {
    const configuration = hotConfiguration([2, 3, 4, 2], 3);
    const matrix = (at: number[], mu: number) => {
      const u = linkAt(configuration, at, mu);
      return (i: number, j: number) => [u[2 * (3 * i + j)], u[2 * (3 * i + j) + 1]];
    };
    const indices = [0, 1, 2];
    let sum = 0;
    let planes = 0;
    for (let site = 0; site < 48; site++) {
      const at = coordinatesOf(site, configuration.extents);
      const step = (axis: number) => at.map((coordinate, k) => coordinate + (k === axis ? 1 : 0));
      for (const [mu, nu] of [
        [0, 1],
        [0, 2],
        [1, 2],
        [0, 3],
        [1, 3],
        [2, 3],
      ]) {
        const [a, b, c, d] = [matrix(at, mu), matrix(step(mu), nu), matrix(step(nu), mu), matrix(at, nu)];
        for (const i of indices)
          for (const j of indices)
            for (const k of indices)
              for (const l of indices) {
                const factors = [a(i, j), b(j, k), [c(l, k)[0], -c(l, k)[1]], [d(i, l)[0], -d(i, l)[1]]];
                sum += factors.reduce(([re, im], [x, y]) => [re * x - im * y, re * y + im * x])[0];
              }
        planes++;
      }
    }
    expect(Math.abs(plaquette(configuration).average - sum / (3 * planes))).toBeLessThan(rounding);
  });
});

describe('links', () => {
  it('have trace 1 and no defect when they are unit matrices', () => {
    const extents = [2, 2, 2];
    const links = Float64Array.from({ length: 8 * 3 * 8 }, (_, i) => (i % 8 === 0 || i % 8 === 6 ? 1 : 0));
    const unit: GaugeConfiguration = { extents, colours: 2, precision: 64, links };
    expect(linkTrace(unit)).toBe(1);
    expect(unitarityDefect(unit)).toBe(0);
    expect(plaquette(unit).average).toBe(1);
  });

  it('of a random configuration are unitary to rounding, and a stretched one by (1 + δ)² − 1', () => {
    const configuration = hotConfiguration([2, 2, 2, 2], 4);
    expect(unitarityDefect(configuration)).toBeLessThan(1e-14);
    const links = configuration.links.map((value, i) => (i >= 64 && i < 96 ? value * 1.001 : value));
    expect(unitarityDefect({ ...configuration, links })).toBeCloseTo(0.002001, 12);
  });

  it('that are not finite are named by site and direction', () => {
    const configuration = hotConfiguration([2, 3, 2, 2], 3);
    const site = siteAt([1, 2, 0, 1], configuration.extents);
    configuration.links[(site * 4 + 2) * 18 + 5] = Number.NaN;
    expect(() => checkConfiguration(configuration)).toThrow(/Link mu = 2 at site 1,2,0,1 contains NaN/);
  });
});

describe('headers', () => {
  it('are refused when extents or colours are absurd', () => {
    const { links } = hotConfiguration([2, 2], 2);
    const check = (extents: number[], colours: number) =>
      checkConfiguration({ extents, colours, precision: 64, links });
    expect(() => check([2, -2], 2)).toThrow(/extents 2×-2/);
    expect(() => check([2, 2], 0)).toThrow(/0 colours/);
    expect(() => check([2, 3], 2)).toThrow(/hold 64 numbers.*needs 96/);
  });
});
