import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { apply, groupNamed, links } from '../../group/index.ts';
import { input, output, siteKernel } from '../../kernel/index.ts';
import { axpy, type Field, key } from '../../lattice/index.ts';
import { spinors } from '../spinor/spinors.ts';
import { complexProduct, latticeOf, relativeDistance } from '../vectors.fixture.ts';
import type { SpinorBoundary } from './boundary.ts';
import { EvenOddWilson } from './evenOdd.ts';
import { kappaOfMass, massOfKappa, WilsonOperator } from './operator.ts';
import {
  denseMap,
  denseWilson,
  hotWilson,
  largestEntryDifference,
  logAbsDeterminant,
  randomSpinor,
  smoothLinks,
} from './wilson.fixture.ts';

const rounding = 1e-13;

/** γ₅ ψ: minus the upper half of every spinor. */
function gamma5(psi: Field): Field {
  const numbers = psi.toArray().map((z, k) => (k % psi.components < psi.components / 2 ? -z : z));
  return psi.like().fromArray(numbers);
}

describe.each([
  { group: 'U(1)', extents: [6, 4], cSw: 0 },
  { group: 'SU(2)', extents: [4, 2, 2, 4], cSw: 0 },
  { group: 'SU(2)', extents: [2, 4, 2, 4], cSw: 0.6 },
  { group: 'SU(3)', extents: [2, 2, 4, 4], cSw: 0.6 },
])('$group on $extents, c_SW = $cSw', ({ group, extents, cSw }) => {
  const lattice = latticeOf(extents);
  const u = smoothLinks(group, lattice, 0.6);
  const kappa = extents.length === 4 ? 0.13 : 0.22;
  const operator = new WilsonOperator({ lattice, group: u.group, kappa, cSw }).setLinks(u);
  const [chi, psi] = [randomSpinor(operator, 1), randomSpinor(operator, 2)];
  const [first, second] = [operator.vector(), operator.vector()];
  const scale = Math.sqrt(complexProduct(chi, chi)[0] * complexProduct(psi, psi)[0]);

  test('D† is the adjoint of D, and gamma_5 D gamma_5', () => {
    operator.apply(chi, first);
    operator.applyDagger(psi, second);
    const [re1, im1] = complexProduct(psi, first);
    const [re2, im2] = complexProduct(second, chi);
    expect(Math.hypot(re1 - re2, im1 - im2) / scale).toBeLessThan(rounding);
    operator.apply(gamma5(psi), first);
    expect(relativeDistance(gamma5(first), second)).toBeLessThan(rounding);
  });

  test('D (u^Omega) Omega = Omega D(u)', () => {
    const { dimension } = lattice;
    const omega = randomElements(lattice, u.group, 1, key(9, 0, 'gaugeTransformation'));
    const rotation = siteKernel(
      'rotation',
      dimension,
      {
        Omega: input(links(u.group, 1)),
        psi: input(spinors(u.group, dimension)),
        out: output(spinors(u.group, dimension)),
      },
      roles => roles.out.set(roles.psi().map(vector => apply(roles.Omega(0), vector))),
    );
    const rotated = (vector: Field) => {
      const out = operator.vector();
      rotation.run({ Omega: omega, psi: vector, out });
      return out;
    };
    const elsewhere = new WilsonOperator({ lattice, group: u.group, kappa, cSw });
    elsewhere.setLinks(gaugeTransformed(u, omega));
    operator.apply(chi, first);
    elsewhere.apply(rotated(chi), second);
    expect(relativeDistance(second, rotated(first))).toBeLessThan(rounding);
  });

  test('the Schur complement, its adjoint and its normal operator belong together', () => {
    const evenOdd = new EvenOddWilson(operator);
    const [p, q] = [randomSpinor(operator, 3, 'even'), randomSpinor(operator, 4, 'even')];
    const [a, b, c] = [operator.vector('even'), operator.vector('even'), operator.vector('even')];
    evenOdd.bindSchur(p, a)();
    evenOdd.bindSchur(q, b, -1)();
    const [re1, im1] = complexProduct(q, a);
    const [re2, im2] = complexProduct(b, p);
    expect(Math.hypot(re1 - re2, im1 - im2) / scale).toBeLessThan(rounding);
    const overlap = evenOdd.normal().bind(p, c)(0.7);
    evenOdd.bindSchur(a, b, -1)();
    axpy(p.components, lattice.dimension).run({ a: 0.7, x: p, y: b }, { sites: 'even' });
    expect(relativeDistance(c, b)).toBeLessThan(rounding);
    expect(overlap / complexProduct(p, c)[0]).toBeCloseTo(1, 12);
  });
});

const pi = Math.PI;
describe.each<{ group: string; extents: number[]; cSw: number; boundary: SpinorBoundary; angles: number[] }>([
  {
    group: 'SU(2)',
    extents: [2, 2, 2, 2],
    cSw: 0,
    boundary: ['periodic', 'periodic', 'periodic', 'antiperiodic'],
    angles: [0, 0, 0, pi],
  },
  {
    group: 'SU(3)',
    extents: [2, 2, 2, 2],
    cSw: 0.9,
    boundary: ['antiperiodic', 'periodic', 0.3, 'antiperiodic'],
    angles: [pi, 0, 0.3, pi],
  },
  {
    group: 'SU(2)',
    extents: [2, 2, 2, 4],
    cSw: 1.3,
    boundary: ['periodic', 'antiperiodic', 'periodic', 'periodic'],
    angles: [0, pi, 0, 0],
  },
  { group: 'U(1)', extents: [4, 4], cSw: 0, boundary: [0.7, 'antiperiodic'], angles: [0.7, pi] },
])(
  '$group on $extents, c_SW = $cSw, against a dense matrix written down by itself',
  ({ group, extents, cSw, boundary, angles }) => {
    const lattice = latticeOf(extents);
    const u = smoothLinks(group, lattice, 0.5);
    const kappa = extents.length === 4 ? 0.131 : 0.21;
    const operator = new WilsonOperator({ lattice, group: u.group, kappa, cSw, boundary }).setLinks(u);
    const byHand = denseWilson(u, { kappa, cSw, angles });

    test('entry by entry', () => {
      const [from, to] = [operator.vector(), operator.vector()];
      const traced = denseMap(operator.bindDirac(from, to), from, to);
      expect(largestEntryDifference(traced, byHand)).toBeLessThan(1e-14);
    });

    test('det D = det A_oo det Dhat', () => {
      const [from, to] = [operator.vector('even'), operator.vector('even')];
      const schur = denseMap(new EvenOddWilson(operator).bindSchur(from, to), from, to);
      const sum = logAbsDeterminant(schur) + (operator.clover?.logDeterminant ?? 0);
      expect(sum).toBeCloseTo(logAbsDeterminant(byHand), 10);
    });
  },
);

test('c_SW = 0 is Wilson', () => {
  const lattice = latticeOf([2, 2, 2, 4]);
  const { u, operator } = hotWilson('SU(3)', lattice);
  const tiny = new WilsonOperator({ lattice, group: u.group, kappa: operator.kappa, cSw: 1e-300 }).setLinks(u);
  const psi = randomSpinor(operator, 1);
  const [a, b] = [operator.vector(), operator.vector()];
  operator.apply(psi, a);
  tiny.apply(psi, b);
  expect(relativeDistance(b, a)).toBeLessThan(1e-15);
  expect(tiny.clover?.logDeterminant).toBeCloseTo(0, 14);
});

test('js and wasm agree', () => {
  const results = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
    const { operator } = hotWilson('SU(2)', latticeOf([4, 4, 4, 4], kind));
    const out = operator.vector();
    operator.apply(randomSpinor(operator, 1), out);
    return out;
  });
  expect(relativeDistance(results[1], results[0])).toBeLessThan(1e-15);
  expect(relativeDistance(results[2], results[0])).toBeLessThan(1e-15);
});

describe('free fields', () => {
  test.each([
    {
      extents: [4, 4, 4, 4],
      mass: 0,
      logDeterminant: 5.577437332944,
      lowest: 0.585786437627,
      highest: 59.899494936612,
      trace: 0.236562230885,
    },
    {
      extents: [4, 4, 4, 4],
      mass: 0.5,
      logDeterminant: 6.031967215274,
      lowest: 1.12867965644,
      highest: 67.856601717798,
      trace: 0.217345678629,
    },
    {
      extents: [4, 4, 4, 8],
      mass: 0,
      logDeterminant: 5.567370437238,
      lowest: 0.152240934977,
      highest: 62.934313455158,
      trace: 0.2375854102,
    },
  ])('$extents, m0 = $mass: spectrum, ln det and trace of (m0 + 4 - H/2)', ({ extents, mass, ...expected }) => {
    // One colour; the matrix of D in momentum space is found by acting on point sources, because D does not depend on x.
    const lattice = latticeOf(extents);
    const group = groupNamed('SU(2)');
    const kappa = kappaOfMass(mass);
    const operator = new WilsonOperator({ lattice, group, kappa }).setLinks(coldStart(lattice, group));
    const [from, to] = [operator.vector(), operator.vector()];
    const run = operator.bindDirac(from, to);
    const { grid } = from.storage;
    const columns = [0, 1, 2, 3].map(spin => {
      from.fill(0).set([0, 0, 0, 0], 4 * spin, 1);
      run();
      const image = to.toArray();
      // Only the source and its eight neighbours are not zero.
      return Array.from(to.sites, site => ({
        at: grid.coordinates(site),
        values: [0, 1, 2, 3].map(row => [image[16 * site + 4 * row], image[16 * site + 4 * row + 1]] as const),
      })).filter(({ values }) => values.some(([re, im]) => re !== 0 || im !== 0));
    });
    const found = { logDeterminant: 0, lowest: Infinity, highest: 0, trace: 0 };
    for (let k = 0; k < lattice.volume; k++) {
      const momentum = grid.coordinates(k).map((c, mu) => (2 * Math.PI * (c + (mu === 3 ? 0.5 : 0))) / extents[mu]);
      const block = [0, 1, 2, 3].map(row =>
        columns.map(column =>
          column.reduce<[number, number]>(
            ([re, im], { at, values }) => {
              // The hop across the boundary has the phase of its distance, −1, and not that of 3 or 7.
              const phase = at.reduce((sum, x, mu) => sum - momentum[mu] * (x > 1 ? x - extents[mu] : x), 0);
              const sign = at[3] > 1 ? -1 : 1;
              const [a, b] = values[row];
              return [
                re + (sign * (a * Math.cos(phase) - b * Math.sin(phase))) / (2 * kappa),
                im + (sign * (a * Math.sin(phase) + b * Math.cos(phase))) / (2 * kappa),
              ];
            },
            [0, 0],
          ),
        ),
      );
      // Two pairs of eigenvalues a + i b, a − i b for every momentum.
      const determinant = logAbsDeterminant(block);
      const square = Math.exp(determinant / 2);
      found.logDeterminant += determinant / lattice.volume;
      found.lowest = Math.min(found.lowest, square);
      found.highest = Math.max(found.highest, square);
      found.trace += block[0][0][0] / square / lattice.volume;
    }
    for (const [name, value] of Object.entries(expected)) {
      expect(found[name as keyof typeof found] / value, name).toBeCloseTo(1, 10);
    }
  });

  test('kappa and the bare mass', () => {
    expect(massOfKappa(0.125)).toBe(0);
    expect(kappaOfMass(massOfKappa(0.141139))).toBeCloseTo(0.141139, 15);
    expect(massOfKappa(0.25, 2)).toBe(0);
  });
});

describe('errors', () => {
  const group = groupNamed('SU(2)');
  test('kappa', () => {
    for (const kappa of [0, -0.1, Number.NaN, Infinity]) {
      expect(() => new WilsonOperator({ lattice: latticeOf([4, 4]), group, kappa })).toThrow(`found ${kappa}`);
    }
  });
  test('dimensions without spinors or clover', () => {
    expect(() => new WilsonOperator({ lattice: latticeOf([4, 4, 4]), group, kappa: 0.1 })).toThrow(
      'Spinors are defined in 2 and 4 dimensions; the lattice has 3',
    );
    expect(() => new WilsonOperator({ lattice: latticeOf([4, 4]), group, kappa: 0.1, cSw: 1 })).toThrow(
      'The clover term is for four dimensions',
    );
    expect(() => new WilsonOperator({ lattice: latticeOf([2, 2, 2, 2]), group, kappa: 0.1, cSw: Number.NaN })).toThrow(
      'c_SW is a finite number; found NaN',
    );
  });
  test('boundaries', () => {
    const lattice = latticeOf([4, 4]);
    expect(() => new WilsonOperator({ lattice, group, kappa: 0.1, boundary: ['periodic'] })).toThrow(
      'names 1 direction [periodic]',
    );
    expect(() => new WilsonOperator({ lattice, group, kappa: 0.1, boundary: [0.2, 'periodic'] })).toThrow(
      'The boundary angle 0.2 cannot be absorbed into links of SU(2)',
    );
  });
  test('a clover term that is not positive', () => {
    expect(() => hotWilson('SU(3)', latticeOf([4, 4, 4, 4]), { cSw: 8 })).toThrow(
      /c_SW = 8 and kappa = 0.12 is not pos/,
    );
  });
});
