// Hypercubic blocking against its three equations, written out link by link in plain matrices: SU(2), where the projection
// is a division by the root of the determinant.
import { describe, expect, test } from 'vitest';
import { compiling, imageOf, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { neighbour, plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import {
  antihermitianTraceless,
  dagger,
  determinant,
  difference,
  exponential,
  largest,
  type PlainMatrix,
  product,
  sum,
  times,
} from '../../../test/laws/plainMatrices.fixture.ts';
import { smearing } from './smearing.ts';
import { hypercubicDefaults } from './table.ts';

const u = thermalised('SU(2)', [4, 2, 4, 4]);
const { links, extents } = plainLinks(u);
const U = (site: number, mu: number) => links[site][mu];
const directions = [0, 1, 2, 3];
const others = (...taken: number[]) => directions.filter(mu => !taken.includes(mu));

/** Both staples in direction ν: body leads along μ, side along ν. */
const staples = (
  site: number,
  [mu, nu]: readonly [number, number],
  side: (site: number) => PlainMatrix,
  body: (site: number) => PlainMatrix,
) => {
  const at = (from: number, direction: number, steps: number) => neighbour(extents, from, direction, steps);
  const below = at(site, nu, -1);
  return sum(
    product(side(site), body(at(site, nu, 1)), dagger(side(at(site, mu, 1)))),
    product(dagger(side(below)), body(below), side(at(below, mu, 1))),
  );
};

const normalised = (m: PlainMatrix) => times(1 / Math.sqrt(determinant(m)[0]), m);
const steps = {
  hyp: (link: PlainMatrix, total: PlainMatrix, alpha: number, count: number) =>
    normalised(sum(times(1 - alpha, link), times(alpha / count, total))),
  hex: (link: PlainMatrix, total: PlainMatrix, alpha: number, count: number) =>
    product(exponential(antihermitianTraceless(product(times(alpha / count, total), dagger(link)))), link),
};

describe.each(['hyp', 'nhyp', 'hex'] as const)('%s', kind => {
  const [alpha1, alpha2, alpha3] = hypercubicDefaults[kind];
  const step = steps[kind === 'hex' ? 'hex' : 'hyp'];

  const first = (site: number, mu: number, nu: number, rho: number): PlainMatrix => {
    const total = others(mu, nu, rho).map(eta =>
      staples(
        site,
        [mu, eta],
        y => U(y, eta),
        y => U(y, mu),
      ),
    );
    return step(U(site, mu), sum(...total), alpha3, 2);
  };
  const second = (site: number, mu: number, nu: number): PlainMatrix => {
    const total = others(mu, nu).map(rho =>
      staples(
        site,
        [mu, rho],
        y => first(y, rho, nu, mu),
        y => first(y, mu, rho, nu),
      ),
    );
    return step(U(site, mu), sum(...total), alpha2, 4);
  };
  const third = (site: number, mu: number): PlainMatrix => {
    const total = others(mu).map(nu =>
      staples(
        site,
        [mu, nu],
        y => second(y, nu, mu),
        y => second(y, mu, nu),
      ),
    );
    return step(U(site, mu), sum(...total), alpha1, 6);
  };

  test.each([
    [0, 0],
    [37, 1],
    [101, 2],
    [127, 3],
  ])('site %d, direction %d', { timeout: compiling }, (site, mu) => {
    const image = plainLinks(imageOf(smearing({ kind }), u));
    expect(largest(difference(image.links[site][mu], third(site, mu)))).toBeLessThan(1e-14);
  });
});
