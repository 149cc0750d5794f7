import { describe, expect, test } from 'vitest';
import { expectForce, largestDifference, normOf } from '../../../test/expect/index.ts';
import { GaugeField, gaugeTransformed, hotStart, randomElements } from '../../gauge/index.ts';
import { apply, colourVectors, type Group, groupNamed, innerProduct, links } from '../../group/index.ts';
import { input, reals, siteKernel, sum } from '../../kernel/index.ts';
import { drawGaussian, key, type Lattice } from '../../lattice/index.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import { StaggeredOperator } from '../staggered/operator.ts';
import { antiperiodicInTime, phaseField } from '../staggered/phases.ts';
import { latticeOf, relativeDistance } from '../vectors.fixture.ts';
import { type PseudofermionOptions, staggeredPseudofermion } from './staggered.ts';

const tight = { tolerance: 1e-13, forceTolerance: 1e-12 };
const theories = [
  { name: 'SU(2)', extents: [4, 2, 2, 4] },
  { name: 'SU(3)', extents: [2, 2, 4, 4] },
  { name: 'U(1)', extents: [8, 4] },
];
const draw = (trajectory: number) => key(5, trajectory, 'pseudofermion');
const start = (lattice: Lattice, group: Group) => hotStart(lattice, group, key(1, 0, 'start'));
const make = (lattice: Lattice, flavours: number, group: Group, more: Partial<PseudofermionOptions> = {}) =>
  staggeredPseudofermion({ lattice, group, mass: 0.3, flavours, solver: tight, ...more });

describe.each(theories)('$name on $extents', ({ name, extents }) => {
  const group = groupNamed(name);
  const lattice = latticeOf(extents);
  const u = start(lattice, group);

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('the force for %d flavours, and that of another mass', flavours => {
    const pseudofermion = make(lattice, flavours, group);
    pseudofermion.refresh(u, draw(0));
    // Rational functions of value and force differ by up to 2e-11 of the value, relative to the force.
    expectForce(pseudofermion.action).toMatchFiniteDifference(u);
    expectForce(pseudofermion.withMass(0.7)).toMatchFiniteDifference(u);
  });

  test('the force by hand is the traced adjoint of the bilinear', () => {
    const { dimension } = lattice;
    const operator = new StaggeredOperator(lattice, group).setLinks(u);
    const pseudofermion = make(lattice, 8, group);
    pseudofermion.refresh(u, draw(0));
    const byHand = u.momentum();
    pseudofermion.action.gradient(u, byHand);

    const cg = new ConjugateGradient(operator.normal('all'));
    cg.solve(pseudofermion.field, { tolerance: 1e-13, shift: 0.09 });
    const X = cg.solution;
    const Y = operator.vector();
    operator.bindHopping(X, Y)();
    // With X and Y held fixed, the derivative of φ† (D† D)⁻¹ φ is that of −2 Re Y† D₀ X.
    const bilinear = siteKernel(
      'bilinear',
      dimension,
      {
        U: input(links(group, dimension)),
        signs: input(reals(dimension)),
        X: input(colourVectors(group)),
        Y: input(colourVectors(group)),
        total: sum,
      },
      ({ U, signs, X, Y, total }, x) => {
        for (let mu = 0; mu < dimension; mu++) {
          const V = U(mu, x).scale(signs(mu));
          const forwards = innerProduct(Y(x), apply(V, X(x.plus(mu)))).re;
          const backwards = innerProduct(Y(x.plus(mu)), apply(V.dagger(), X(x))).re;
          total.add(backwards.sub(forwards));
        }
      },
    );
    const signs = phaseField(lattice, antiperiodicInTime(dimension));
    const d_U = u.field.like();
    bilinear.adjoint(['U']).run({ U: u.field, signs, X, Y, d_U, d_total: 1 });
    const traced = u.momentum();
    u.forceFromComponents(d_U, traced);
    expect(largestDifference(byHand, traced) / normOf(byHand)).toBeLessThan(1e-11);
  });

  test.each([4, 8, 2, 5])('after the heat bath for %d flavours the action is chi^2 distributed', flavours => {
    const pseudofermion = make(lattice, flavours, group);
    const complexNumbers = ((flavours <= 4 ? 1 : 2) * lattice.volume * group.colours) / 2;
    const draws = 30;
    let total = 0;
    for (let k = 0; k < draws; k++) {
      pseudofermion.refresh(u, draw(k));
      total += pseudofermion.action.value(u);
    }
    const sigma = Math.sqrt(complexNumbers / draws);
    expect(Math.abs(total / draws - complexNumbers)).toBeLessThan(3.5 * sigma);
  });
});

describe('rational heat bath', () => {
  const lattice = latticeOf([4, 4, 4, 4]);
  const group = groupNamed('SU(2)');
  const u = start(lattice, group);
  const noise = lattice.field(4, { parity: 'even' });
  drawGaussian(noise, draw(0), Math.SQRT1_2);
  const squared = noise.toArray().reduce((sum, value) => sum + value ** 2, 0);

  test.each([1, 2, 3])('for %d flavours the action after the heat bath is the square of the noise', flavours => {
    const pseudofermion = make(lattice, flavours, group);
    pseudofermion.refresh(u, draw(0));
    expect(pseudofermion.action.value(u) / squared).toBeCloseTo(1, 10);
  });

  test('the same mass again is the same action', () => {
    const pseudofermion = make(lattice, 2, group);
    pseudofermion.refresh(u, draw(0));
    expect(pseudofermion.withMass(0.3).value(u)).toBe(pseudofermion.action.value(u));
    expect(pseudofermion.withMass(0.4).value(u)).toBeLessThan(pseudofermion.action.value(u));
  });
});

describe('functions of links and field alone', () => {
  const lattice = latticeOf([4, 4]);
  const group = groupNamed('U(1)');
  const u = start(lattice, group);

  test('values and forces do not depend on what was asked before', () => {
    const pseudofermion = make(lattice, 3, group);
    pseudofermion.refresh(u, draw(0));
    const force = u.momentum();
    const ask = () => {
      pseudofermion.action.gradient(u, force);
      return [pseudofermion.action.value(u), ...force.toArray()];
    };
    const first = ask();
    const elsewhere = hotStart(lattice, group, key(2, 0, 'start'));
    pseudofermion.withMass(0.5).gradient(elsewhere, force);
    expect(ask()).toEqual(first);
  });

  test('the field transforms with the links: the distribution does not see the gauge', () => {
    const omega = randomElements(lattice, group, 1, key(1, 0, 'gaugeTransformation'));
    const there = gaugeTransformed(u, omega);
    const pseudofermion = make(lattice, 4, group);
    pseudofermion.refresh(u, draw(0));
    const here = pseudofermion.action.value(u);
    const { field } = pseudofermion;
    const [phi, w] = [field.toArray(), omega.toArray()];
    field.fromArray(
      Array.from(field.sites, (site, k) => {
        const [a, b, c, d] = [w[2 * site], w[2 * site + 1], phi[2 * k], phi[2 * k + 1]];
        return [a * c - b * d, a * d + b * c];
      }).flat(),
    );
    expect(pseudofermion.action.value(there) / here).toBeCloseTo(1, 11);
  });

  test('solves and iterations are counted from one question to the next', () => {
    const pseudofermion = make(lattice, 4, group);
    // The operator counts for all who share it.
    pseudofermion.iterations();
    pseudofermion.refresh(u, draw(0));
    pseudofermion.action.value(u);
    pseudofermion.action.gradient(u, u.momentum());
    const { residual, applications, ...counted } = pseudofermion.iterations();
    expect(counted).toEqual({ solves: 2, iterations: expect.any(Number) });
    // One for each iteration on one parity and for each true residual; halves for the heat bath and the force.
    expect(applications).toBe(counted.iterations + 2 + 0.5 + 0.5);
    expect(residual).toBeGreaterThan(0);
    expect(residual).toBeLessThan(2 * tight.forceTolerance);
    expect(pseudofermion.iterations()).toEqual({ solves: 0, iterations: 0, residual: 0, applications: 0 });
  });

  test('the machines agree', () => {
    const results = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
      const on = latticeOf([8, 8], kind);
      const links = start(on, group);
      const pseudofermion = make(on, 3, group);
      pseudofermion.refresh(links, draw(0));
      const force = links.momentum();
      pseudofermion.action.gradient(links, force);
      return { value: pseudofermion.action.value(links), force };
    });
    for (const { value, force } of results.slice(1)) {
      // Solver tolerance times the condition number, which is below (4 + m²) / m² = 45.
      expect(value / results[0].value).toBeCloseTo(1, 11);
      expect(relativeDistance(force, results[0].force)).toBeLessThan(1e-10);
    }
  });
});

describe('errors', () => {
  const lattice = latticeOf([4, 4, 4, 4]);
  const group = groupNamed('SU(2)');
  const u = start(lattice, group);

  test('a spectrum beyond the range of the rational function', () => {
    const pseudofermion = make(lattice, 2, group, { spectralBound: 2 });
    expect(() => pseudofermion.refresh(u, draw(0))).toThrow(/The spectrum .* leaves the range \[0.09, 2.09\]/);
  });
  test('links that are not unitary', () => {
    const pseudofermion = make(lattice, 2, group);
    const large = new GaugeField(lattice, group);
    large.field.fromArray(u.field.toArray().map(value => 2 * value));
    expect(() => pseudofermion.refresh(large, draw(0))).toThrow('leaves the range');
  });
  test('no field drawn, no such number of flavours, no mass, too few iterations', () => {
    expect(() => make(lattice, 4, group).action.value(u)).toThrow('call refresh first');
    expect(() => make(lattice, 9, group)).toThrow('1 to 8 flavours, but 9');
    expect(() => make(lattice, 4, group, { mass: 0 })).toThrow('mass of the pseudofermions is positive; found 0');
    const hasty = make(lattice, 4, group, { solver: { ...tight, maxIterations: 3 } });
    hasty.refresh(u, draw(0));
    expect(() => hasty.action.value(u)).toThrow('after 3 iterations');
  });
});
