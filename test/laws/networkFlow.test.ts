// Many small stout steps are the Wilson flow dV/dt = TA(C V†) V at t = n ρ: M. Lüscher, arXiv:1006.4518.
import { describe, expect, test } from 'vitest';
import { network, stoutLayer } from '../../src/network/index.ts';
import { compiling, imageOf, thermalised } from './networkFields.fixture.ts';
import { plaquetteStapleSum } from './plainCask.fixture.ts';
import { mapLinks, type PlainLinks, plainLinks } from './plainLinks.fixture.ts';
import {
  antihermitianTraceless,
  dagger,
  difference,
  exponential,
  largest,
  type PlainMatrix,
  product,
  sum,
  times,
} from './plainMatrices.fixture.ts';

const flowTime = 0.2;

const generator = (v: PlainLinks) =>
  mapLinks(v, (link, site, mu) => antihermitianTraceless(product(plaquetteStapleSum(v, site, mu), dagger(link))));

/** The Runge-Kutta scheme of third order of arXiv:1006.4518, appendix C. */
function wilsonFlow(u: PlainLinks, time: number, steps: number): PlainLinks {
  const eps = time / steps;
  const moved = (v: PlainLinks, z: PlainLinks) =>
    mapLinks(v, (link, site, mu) => product(exponential(z.links[site][mu]), link));
  const combined = (...terms: readonly (readonly [number, PlainLinks])[]) =>
    mapLinks(u, (_, site, mu) => sum(...terms.map(([c, z]): PlainMatrix => times(eps * c, z.links[site][mu]))));
  let v = u;
  for (let step = 0; step < steps; step++) {
    const z0 = generator(v);
    const w1 = moved(v, combined([1 / 4, z0]));
    const z1 = generator(w1);
    const w2 = moved(w1, combined([8 / 9, z1], [-17 / 36, z0]));
    v = moved(w2, combined([3 / 4, generator(w2)], [-8 / 9, z1], [17 / 36, z0]));
  }
  return v;
}

const apart = (a: PlainLinks, b: PlainLinks) =>
  Math.max(...a.links.flatMap((row, site) => row.map((link, mu) => largest(difference(link, b.links[site][mu])))));

describe.each([
  { group: 'SU(2)', extents: [4, 4, 4] },
  { group: 'SU(3)', extents: [2, 2, 2, 2] },
])('$group on $extents', { timeout: compiling }, ({ group, extents }) => {
  const u = thermalised(group, extents, 4);
  const flowed = wilsonFlow(plainLinks(u), flowTime, 16);
  const smeared = (steps: number) => {
    const layers = Array.from({ length: steps }, (_, k) => stoutLayer(`step${k}`));
    const net = network('stout smearing', layers);
    for (const weight of net.weights) weight.value = flowTime / steps;
    return plainLinks(imageOf(net, u));
  };
  const errors = [10, 20, 40].map(steps => apart(smeared(steps), flowed));

  test('the flow moves the links far, and its own steps are fine enough', () => {
    expect(apart(plainLinks(u), flowed)).toBeGreaterThan(0.2);
    expect(apart(wilsonFlow(plainLinks(u), flowTime, 8), flowed)).toBeLessThan(errors[2] / 50);
  });
  test('the difference is proportional to rho', () => {
    // The next order changes the ratio 2 by a relative O(ρ).
    expect(errors[1] / errors[2]).toBeGreaterThan(1.9);
    expect(errors[1] / errors[2]).toBeLessThan(2.1);
    expect(Math.abs(errors[0] / errors[1] - 2)).toBeLessThan(0.2);
  });
});
