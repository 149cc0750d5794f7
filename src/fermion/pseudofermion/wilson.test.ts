import { describe, expect, test } from 'vitest';
import { expectForce, largestDifference, normOf } from '../../../test/expect/index.ts';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed, innerProduct, links } from '../../group/index.ts';
import { input, siteKernel, sum } from '../../kernel/index.ts';
import { key } from '../../lattice/index.ts';
import type { HopMatrices } from '../bothEnds.ts';
import { spinors } from '../spinor/spinors.ts';
import { latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { wilsonHops } from '../wilson/dslash.ts';
import { EvenOddWilson } from '../wilson/evenOdd.ts';
import { bindHoppingDerivative } from '../wilson/force.ts';
import { massOfKappa, WilsonOperator } from '../wilson/operator.ts';
import {
  denseMap,
  denseWilson,
  hotWilson,
  logAbsDeterminant,
  randomSpinor,
  smoothLinks,
} from '../wilson/wilson.fixture.ts';
import { type WilsonPseudofermionOptions, wilsonPseudofermion, wilsonPseudofermions } from './wilson.ts';

const tight = { tolerance: 1e-13, forceTolerance: 1e-12 };
const draw = (trajectory: number) => key(5, trajectory, 'pseudofermion');

const cases = [
  { group: 'U(1)', extents: [8, 4], cSw: 0 },
  { group: 'SU(2)', extents: [4, 2, 2, 4], cSw: 0 },
  { group: 'SU(3)', extents: [2, 2, 4, 4], cSw: 0 },
  { group: 'SU(2)', extents: [2, 2, 2, 4], cSw: 0.8 },
  { group: 'SU(3)', extents: [2, 2, 2, 4], cSw: 0.8 },
];

describe.each(cases)('$group on $extents, c_SW = $cSw', ({ group, extents, cSw }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.5);
  const kappa = extents.length === 4 ? 0.125 : 0.2;
  const options = { lattice, group: u.group, kappa, cSw, solver: tight };

  test.each([2, 1])('the force for %d flavours, and that of another mass', flavours => {
    const pseudofermion = wilsonPseudofermion({ ...options, flavours });
    pseudofermion.refresh(u, draw(0));
    expectForce(pseudofermion.action).toMatchFiniteDifference(u);
    expectForce(pseudofermion.withMass(massOfKappa(kappa, lattice.dimension) + 0.3)).toMatchFiniteDifference(u);
  });

  test('with twists every part has its force', () => {
    const parts = wilsonPseudofermions({ ...options, flavours: 2, twists: [0.8, 0.3] });
    expect(parts).toHaveLength(3);
    parts.forEach((pseudofermion, k) => {
      pseudofermion.refresh(u, draw(k));
      expectForce(pseudofermion.action).toMatchFiniteDifference(u);
    });
  });

  test.each([
    { flavours: 2, twists: [] },
    { flavours: 1, twists: [] },
    { flavours: 2, twists: [0.5] },
  ])(
    'after the heat bath for $flavours flavours, twists $twists, the actions are chi^2 distributed',
    ({ flavours, twists }) => {
      const parts = wilsonPseudofermions({ ...options, flavours, twists });
      const operator = new WilsonOperator(options).setLinks(u);
      const determinant = -flavours * (operator.clover?.logDeterminant ?? 0);
      const complexNumbers = operator.vector('even').toArray().length / 2;
      const draws = 30;
      parts.forEach((pseudofermion, k) => {
        let total = 0;
        for (let n = 0; n < draws; n++) {
          pseudofermion.refresh(u, draw(n));
          total += pseudofermion.action.value(u) - (k === 0 ? determinant : 0);
        }
        const sigma = Math.sqrt(complexNumbers / draws);
        expect(Math.abs(total / draws - complexNumbers)).toBeLessThan(3.5 * sigma);
      });
    },
  );
});

test('the force by hand is the traced adjoint of the bilinear', () => {
  const lattice = latticeOf([2, 2, 4, 4]);
  const { u, operator } = hotWilson('SU(3)', lattice, { boundary: ['periodic', 'periodic', 'periodic', 'periodic'] });
  const { group } = u;
  const [X, Y] = [randomSpinor(operator, 1), randomSpinor(operator, 2)];
  const halves = (psi: typeof X) => {
    const half = (parity: 'even' | 'odd') => {
      const numbers = psi.toArray();
      const part = operator.vector(parity);
      return part.fromArray([...part.sites].flatMap(site => [...numbers.subarray(24 * site, 24 * site + 24)]));
    };
    return { even: half('even'), odd: half('odd') };
  };
  const byHand = u.momentum();
  bindHoppingDerivative(operator, halves(X), halves(Y), { kind: 'force', field: byHand })(1);
  const bilinear = siteKernel(
    'bilinear',
    4,
    {
      U: input(links(group, 4)),
      X: input(spinors(group, 4)),
      Y: input(spinors(group, 4)),
      total: sum,
    },
    (roles, x) => {
      const V: HopMatrices = { ahead: mu => roles.U(mu, x), behind: mu => roles.U(mu, x.minus(mu)) };
      const image = wilsonHops(4, 1, V, roles.X, x);
      roles.Y(x).forEach((vector, s) => {
        roles.total.add(innerProduct(vector, image[s]).re);
      });
    },
  );
  const d_U = u.field.like();
  bilinear.adjoint(['U']).run({ U: u.field, X, Y, d_U, d_total: 1 });
  const traced = u.momentum();
  u.forceFromComponents(d_U, traced);
  expect(largestDifference(byHand, traced) / normOf(byHand)).toBeLessThan(1e-14);
});

describe('the weight is the determinant', () => {
  const lattice = latticeOf([2, 2, 2, 2]);
  const u = smoothLinks('SU(2)', lattice, 0.6);
  const kappa = 0.13;
  const cSw = 0.9;

  test('of D, preconditioned: ln det M + 2 ln det A_oo = 2 ln |det D|', () => {
    const operator = new WilsonOperator({ lattice, group: u.group, kappa, cSw }).setLinks(u);
    const [p, q] = [operator.vector('even'), operator.vector('even')];
    const run = new EvenOddWilson(operator).normal().bind(p, q);
    const logM = logAbsDeterminant(denseMap(() => run(0), p, q));
    const logD = logAbsDeterminant(denseWilson(u, { kappa, cSw, angles: [0, 0, 0, Math.PI] }));
    expect(logM + 2 * (operator.clover?.logDeterminant ?? 0)).toBeCloseTo(2 * logD, 9);
  });

  test('one flavour twice is two flavours: the rational function inverts M when applied twice', () => {
    const one = wilsonPseudofermion({ lattice, group: u.group, kappa, cSw, flavours: 1, solver: tight });
    const two = wilsonPseudofermion({ lattice, group: u.group, kappa, cSw, flavours: 2, solver: tight });
    one.refresh(u, draw(1));
    two.refresh(u, draw(1));
    // φ = M^{1/4} ξ, so that φ† M^{−1/2} φ = ξ† ξ, whatever M; the same noise for both.
    const operator = new WilsonOperator({ lattice, group: u.group, kappa, cSw }).setLinks(u);
    const determinant = -(operator.clover?.logDeterminant ?? 0);
    expect((one.action.value(u) - determinant) / (two.action.value(u) - 2 * determinant)).toBeCloseTo(1, 10);
  });
});

test('functions of links and field alone, and the machines agree', () => {
  const results = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
    const lattice = latticeOf([4, 4], kind);
    const u = hotStart(lattice, groupNamed('U(1)'), key(1, 0, 'start'));
    const pseudofermion = wilsonPseudofermion({ lattice, group: u.group, kappa: 0.18, flavours: 1, solver: tight });
    pseudofermion.refresh(u, draw(0));
    const force = u.momentum();
    const ask = () => {
      pseudofermion.action.gradient(u, force);
      return [pseudofermion.action.value(u), ...force.toArray()];
    };
    const first = ask();
    pseudofermion.withMass(1).gradient(hotStart(lattice, u.group, key(2, 0, 'start')), u.momentum());
    expect(ask()).toEqual(first);
    return { value: first[0], force };
  });
  for (const { value, force } of results.slice(1)) {
    expect(value / results[0].value).toBeCloseTo(1, 10);
    expect(relativeDistance(force, results[0].force)).toBeLessThan(1e-9);
  }
});

test('mixed precision and chronological guesses change nothing but rounding', () => {
  const lattice = latticeOf([4, 2, 2, 4]);
  const u = smoothLinks('SU(3)', lattice, 0.5);
  const options = { lattice, group: u.group, kappa: 0.125, cSw: 0.8, flavours: 2, twists: [0.4] };
  const [plain, fancy] = [tight, { ...tight, precision: 'mixed', guess: 3 } as const].map(solver =>
    wilsonPseudofermions({ ...options, solver }),
  );
  plain.forEach((part, k) => {
    const both = [part, fancy[k]].map(pseudofermion => {
      pseudofermion.refresh(u, draw(k));
      const force = u.momentum();
      pseudofermion.action.gradient(u, force);
      pseudofermion.action.gradient(u, force);
      return { value: pseudofermion.action.value(u), force };
    });
    expect(both[1].value / both[0].value).toBeCloseTo(1, 10);
    expect(relativeDistance(both[1].force, both[0].force)).toBeLessThan(1e-9);
  });
});

describe('errors', () => {
  const lattice = latticeOf([4, 4]);
  const make = (more: Partial<WilsonPseudofermionOptions> & { twists?: number[] }) =>
    wilsonPseudofermions({ lattice, group: groupNamed('SU(2)'), kappa: 0.2, flavours: 2, solver: tight, ...more });

  test('flavours and twists', () => {
    expect(() => make({ flavours: 1.5 })).toThrow('found 1.5');
    expect(() => make({ flavours: 0 })).toThrow('found 0');
    expect(() => make({ flavours: 3, twists: [0.2] })).toThrow('found N_f = 3');
    expect(() => make({ twists: [0.2, 0.5] })).toThrow('descend and stay above 0; found [0.2,0.5]');
    expect(make({ flavours: 5 })).toHaveLength(3);
    expect(() =>
      wilsonPseudofermion({ lattice, group: groupNamed('SU(2)'), kappa: 0.2, flavours: 4, solver: tight }),
    ).toThrow('is for 1 or 2 flavours; found 4');
  });
  test('too few iterations name kappa', () => {
    const u = hotStart(lattice, groupNamed('SU(2)'), key(1, 0, 'start'));
    const [hasty] = make({ solver: { ...tight, maxIterations: 3 } });
    hasty.refresh(u, draw(0));
    expect(() => hasty.action.value(u)).toThrow(/kappa = 0.2.* after 3 iterations/);
  });
  test('a spectrum outside the range that was given', () => {
    const u = hotStart(lattice, groupNamed('SU(2)'), key(1, 0, 'start'));
    const [one] = make({ flavours: 1, spectrum: { lowest: 0.9, highest: 1.1 } });
    expect(() => one.refresh(u, draw(0))).toThrow('leaves the range [0.9, 1.1]');
  });
});
