import { describe, expect, test } from 'vitest';
import { expectForce, expectStep } from '../../../test/expect/index.ts';
import { compiling, hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { along, neighbour, type PlainLinks, plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import {
  dagger,
  difference,
  identity,
  largest,
  type PlainMatrix,
  product,
  sum,
  times,
} from '../../../test/laws/plainMatrices.fixture.ts';
import { leapfrog } from '../../../test/laws/system.fixture.ts';
import { coldStart, type GaugeField, gaugeTransformed, randomElements, wilsonAction } from '../../gauge/index.ts';
import { apply, colourVectors, groupNamed, links } from '../../group/index.ts';
import { input, output, siteKernel } from '../../kernel/index.ts';
import { add, drawGaussian, type Field, key, Lattice } from '../../lattice/index.ts';
import { molecularDynamics, phaseSpace } from '../../markov/index.ts';
import { complexProduct, relativeDistance } from '../vectors.fixture.ts';
import { HisqOperator } from './operator.ts';
import { type HisqPseudofermionOptions, hisqPseudofermion } from './pseudofermion.ts';

const naikEpsilon = -0.2;
const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [4, 4, 4, 4], 6);
const operatorOn = (u: GaugeField, epsilon = naikEpsilon) =>
  new HisqOperator({ lattice: u.lattice, group: u.group, naikEpsilon: epsilon }).setLinks(u);
const noise = (operator: HisqOperator, seed: number): Field => {
  const vector = operator.vector();
  drawGaussian(vector, key(seed, 0, 'noise'));
  return vector;
};

describe('the operator from its definition, path by path in plain matrices', { timeout: compiling }, () => {
  /** All signed orders of these steps: [±a, ±b, …], each direction once. */
  const signedOrders = (directions: readonly number[], length: number): number[][] =>
    length === 0
      ? [[]]
      : directions.flatMap(nu =>
          signedOrders(
            directions.filter(other => other !== nu),
            length - 1,
          ).flatMap(rest => [
            [nu + 1, ...rest],
            [-nu - 1, ...rest],
          ]),
        );
  const staple = (mu: number, out: readonly number[]) => [...out, mu + 1, ...out.toReversed().map(s => -s)];
  const paths = (mu: number) => {
    const others = [0, 1, 2, 3].filter(nu => nu !== mu);
    const straight = others.flatMap(nu => [
      [nu + 1, nu + 1],
      [-nu - 1, -nu - 1],
    ]);
    return {
      counted: [0, 1, 2, 3].map(k => signedOrders(others, k).map(out => staple(mu, out))),
      lepage: straight.map(out => staple(mu, out)),
    };
  };
  /** V (V† V)^{−1/2} by Newton-Schulz from a matrix near the group. */
  const unitary = (V: PlainMatrix) => {
    const size = Math.sqrt(V.length / 2);
    let W = times(1 / Math.sqrt(largest(product(dagger(V), V))), V);
    for (let n = 0; n < 30; n++) {
      W = times(0.5, product(W, difference(times(3, identity(size)), product(dagger(W), W))));
    }
    return W;
  };
  /** Both levels, links made when they are needed. */
  const smeared = (u: PlainLinks) => {
    const known = new Map<string, PlainMatrix>();
    const fat7 = [1 / 8, 1 / 16, 1 / 64, 1 / 384];
    const W = (site: number, mu: number) => {
      const name = `${site} ${mu}`;
      const made =
        known.get(name) ??
        unitary(sum(...paths(mu).counted.flatMap((list, k) => list.map(path => times(fat7[k], along(u, site, path))))));
      known.set(name, made);
      return made;
    };
    const alongW = (site: number, path: readonly number[]) => {
      let here = site;
      return product(
        ...path.map(step => {
          const mu = Math.abs(step) - 1;
          const next = neighbour(u.extents, here, mu, Math.sign(step));
          const link = step > 0 ? W(here, mu) : dagger(W(next, mu));
          here = next;
          return link;
        }),
      );
    };
    const weights = [1 + naikEpsilon / 8, ...fat7.slice(1)];
    const fat = (site: number, mu: number) =>
      sum(
        ...paths(mu).counted.flatMap((list, k) => list.map(path => times(weights[k], alongW(site, path)))),
        ...paths(mu).lepage.map(path => times(-1 / 8, alongW(site, path))),
      );
    const long = (site: number, mu: number) => alongW(site, [mu + 1, mu + 1, mu + 1]);
    return { fat, long };
  };

  test.each([
    { label: 'SU(2)', u: su2 },
    { label: 'SU(3)', u: su3 },
  ])('$label on 4^4', ({ u }) => {
    const operator = operatorOn(u);
    const chi = noise(operator, 1);
    const out = operator.vector();
    const mass = 0.3;
    operator.apply(mass, chi, out);
    const { fat, long } = smeared(plainLinks(u));
    const size = 2 * u.group.colours;
    const [numbers, found] = [chi.toArray(), out.toArray()];
    const at = (site: number) => numbers.slice(site * size, (site + 1) * size);
    const applied = (M: PlainMatrix, v: Float64Array) =>
      v.map((_, c) => {
        const row = c >> 1;
        let total = 0;
        for (let j = 0; j < size / 2; j++) {
          const [re, im] = [M[2 * (row * (size / 2) + j)], M[2 * (row * (size / 2) + j) + 1]];
          total += c % 2 === 0 ? re * v[2 * j] - im * v[2 * j + 1] : re * v[2 * j + 1] + im * v[2 * j];
        }
        return total;
      });
    const { extents } = u.lattice;
    const coordinates = (site: number) => [site % 4, (site >> 2) % 4, (site >> 4) % 4, site >> 6];
    const eta = (site: number, mu: number) =>
      coordinates(site)
        .slice(0, mu)
        .reduce((sign, c) => (c % 2 === 0 ? sign : -sign), 1);
    /** −1 if a hop forwards from here goes once around in time. */
    const turn = (site: number, mu: number, steps: number) => (mu === 3 && coordinates(site)[3] + steps >= 4 ? -1 : 1);
    // The origin, the last time slice, and one from where three steps close the lattice.
    for (const site of [0, 255, 129]) {
      let expected = at(site).map(z => mass * z);
      for (let mu = 0; mu < 4; mu++) {
        for (const [link, steps, weight] of [
          [fat, 1, 1],
          [long, 3, -(1 + naikEpsilon) / 24],
        ] as const) {
          const [ahead, behind] = [neighbour(extents, site, mu, steps), neighbour(extents, site, mu, -steps)];
          const plus = applied(link(site, mu), at(ahead));
          const minus = applied(dagger(link(behind, mu)), at(behind));
          const [a, b] = [turn(site, mu, steps) * eta(site, mu), turn(behind, mu, steps) * eta(behind, mu)];
          expected = expected.map((z, c) => z + 0.5 * weight * (a * plus[c] - b * minus[c]));
        }
      }
      expected.forEach((z, c) => {
        expect(Math.abs(found[site * size + c] - z)).toBeLessThan(1e-13);
      });
    }
  });
});

describe('laws of the operator', { timeout: compiling }, () => {
  const operator = operatorOn(su3);
  const [chi, psi] = [noise(operator, 1), noise(operator, 2)];
  const [first, second] = [operator.vector(), operator.vector()];

  test('the massless operator is antihermitian', () => {
    operator.apply(0, chi, first);
    operator.apply(0, psi, second);
    const [re1, im1] = complexProduct(psi, first);
    const [re2, im2] = complexProduct(second, chi);
    expect(Math.hypot(re1 + re2, im1 + im2)).toBeLessThan(1e-10);
  });
  test('the normal operator on half of the sites is D† D there', () => {
    operator.apply(0.3, chi, first);
    operator.bindDirac(first, second, -1)(0.3);
    const even = operator.vector('even');
    const image = operator.vector('even');
    const restricted = (field: Field) =>
      Array.from(even.sites, site => [...field.toArray().subarray(site * 6, site * 6 + 6)]).flat();
    even.fromArray(restricted(chi));
    operator.normal('even').bind(even, image)(0.09);
    const expected = image.like().fromArray(restricted(second));
    expect(relativeDistance(image, expected)).toBeLessThan(1e-13);
  });
  test('D(u^Omega) Omega = Omega D(u)', () => {
    const { lattice, group } = su3;
    const omega = randomElements(lattice, group, 1, key(1, 0, 'gaugeTransformation'));
    const vector = colourVectors(group);
    const rotation = siteKernel(
      'rotation',
      lattice.dimension,
      { Omega: input(links(group, 1)), chi: input(vector), out: output(vector) },
      roles => roles.out.set(apply(roles.Omega(0), roles.chi())),
    );
    const rotated = (field: Field) => {
      const out = operator.vector();
      rotation.run({ Omega: omega, chi: field, out });
      return out;
    };
    operator.apply(0.3, chi, first);
    operatorOn(gaugeTransformed(su3, omega)).apply(0.3, rotated(chi), second);
    expect(relativeDistance(second, rotated(first))).toBeLessThan(1e-13);
  });
});

test('free quarks: D_0 is i sin p (1 + sin^2 p / 6) at epsilon = 0', { timeout: compiling }, () => {
  const lattice = new Lattice([4, 6, 4, 8]);
  const u = coldStart(lattice, groupNamed('U(1)'));
  const operator = operatorOn(u, 0);
  const p = [1, 2, 0, 1].map((n, mu) => (Math.PI * (2 * n + (mu === 3 ? 1 : 0))) / lattice.extents[mu]);
  const wave = operator.vector();
  const image = operator.vector();
  wave.fromArray(
    Array.from(wave.sites, site => {
      const x = wave.storage.grid.coordinates(site);
      const phase = x.reduce((total, c, mu) => total + c * p[mu], 0);
      return [Math.cos(phase), Math.sin(phase)];
    }).flat(),
  );
  operator.normal('all').bind(wave, image)(0);
  const level = p.reduce((total, q) => total + (Math.sin(q) * (1 + Math.sin(q) ** 2 / 6)) ** 2, 0);
  const expected = wave.like().fromArray(wave.toArray().map(z => level * z));
  expect(relativeDistance(image, expected)).toBeLessThan(1e-13);
  expect(operator.spectralBound).toBeGreaterThan(4 * (7 / 6) ** 2);
});

describe('pseudofermions', { timeout: compiling }, () => {
  const tight = { tolerance: 1e-13, forceTolerance: 1e-12 };
  const make = (u: GaugeField, more: Partial<HisqPseudofermionOptions> = {}) =>
    hisqPseudofermion({
      lattice: u.lattice,
      group: u.group,
      mass: 0.4,
      flavours: 4,
      solver: tight,
      naikEpsilon,
      ...more,
    });

  test.each([
    { label: 'SU(2), 4 flavours', u: su2, flavours: 4 },
    { label: 'SU(2), 1 flavour', u: su2, flavours: 1 },
    { label: 'SU(2), hot, 8 flavours', u: hot('SU(2)', [4, 4, 4, 4]), flavours: 8 },
    { label: 'SU(3), 2 flavours', u: su3, flavours: 2 },
    { label: 'SU(3), 4 flavours', u: su3, flavours: 4 },
  ])('the force is the derivative: $label', ({ u, flavours }) => {
    const pseudofermion = make(u, { flavours });
    pseudofermion.refresh(u, key(1, 1, 'pseudofermion'));
    // On hot links V† V comes near to singular, and the action is less smooth.
    expectForce(pseudofermion.action).toMatchFiniteDifference(u, { step: 5e-4 });
  });
  test('two quarks that share an operator are as they are alone', () => {
    const operator = operatorOn(su2);
    const masses = [0.2, 0.5];
    const ask = (shared: boolean) =>
      masses.map(mass => {
        const quark = make(su2, { mass, ...(shared ? { operator } : {}) });
        quark.refresh(su2, key(1, 1, 'pseudofermion'));
        return quark.action;
      });
    const evaluate = (actions: ReturnType<typeof ask>) =>
      [su2, hot('SU(2)', [4, 4, 4, 4])].flatMap(u =>
        actions.flatMap(action => {
          const force = u.momentum();
          action.gradient(u, force);
          return [action.value(u), ...force.toArray().slice(0, 12)];
        }),
      );
    expect(evaluate(ask(true))).toEqual(evaluate(ask(false)));
    expect(() => make(su2, { operator, naikEpsilon: 0 })).toThrow('with epsilon = -0.2');
  });
  test('after the heat bath the action is the square of the noise', () => {
    const pseudofermion = make(su2, { flavours: 2 });
    pseudofermion.refresh(su2, key(1, 1, 'pseudofermion'));
    const xi = pseudofermion.field.like();
    drawGaussian(xi, key(1, 1, 'pseudofermion'), Math.SQRT1_2);
    const squared = xi.toArray().reduce((total, z) => total + z ** 2, 0);
    expect(pseudofermion.action.value(su2) / squared).toBeCloseTo(1, 10);
  });
});

test('in molecular dynamics: there and back again, and an error quadratic in the step', { timeout: compiling }, () => {
  const { lattice, group } = su2;
  const solver = { tolerance: 1e-13, forceTolerance: 1e-13 };
  const quarks = hisqPseudofermion({ lattice, group, mass: 0.4, flavours: 4, solver });
  quarks.refresh(su2, key(1, 1, 'pseudofermion'));
  const action = add(wilsonAction(2.7), quarks.action);
  const momenta = su2.momentum();
  drawGaussian(momenta, key(1, 1, 'momentum'));
  const flow = (steps: number) => (u: GaugeField, p: Field) => {
    molecularDynamics(leapfrog(steps, 0.3), phaseSpace(u, p, u.momentum()), { all: action });
  };
  expectStep(flow(5)).toBeReversible(su2.clone(), { momenta: momenta.clone(), tolerance: 1e-11 });
  const errorOf = (steps: number) => {
    const [u, p] = [su2.clone(), momenta.clone()];
    const energy = () => action.value(u) + p.toArray().reduce((total, x) => total + x ** 2, 0) / 2;
    const before = energy();
    flow(steps)(u, p);
    return energy() - before;
  };
  // The next order is smaller by the square of the step times frequencies of order one.
  expect(Math.log2(Math.abs(errorOf(6) / errorOf(12)))).toBeCloseTo(2, 1);
});

test('lattices that are too small, or not four-dimensional, are refused', () => {
  const group = groupNamed('SU(2)');
  expect(() => new HisqOperator({ lattice: new Lattice([4, 4]), group })).toThrow('defined in 4 dimensions');
  expect(() => new HisqOperator({ lattice: new Lattice([4, 4, 2, 4]), group })).toThrow(
    'at least 4 in every direction',
  );
});
