import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { apply, colourVectors, groupNamed, links } from '../../group/index.ts';
import { input, output, siteKernel } from '../../kernel/index.ts';
import { axpy, type Field, key, norm2 } from '../../lattice/index.ts';
import {
  complexProduct,
  hotOperator,
  latticeOf,
  randomVector,
  relativeDistance,
  restricted,
} from '../vectors.fixture.ts';
import { StaggeredOperator } from './operator.ts';
import { type Boundary, phaseField } from './phases.ts';

const rounding = 1e-13;
const theories = [
  { group: 'U(1)', extents: [6, 4] },
  { group: 'SU(2)', extents: [4, 2, 4] },
  { group: 'SU(2)', extents: [4, 4, 4, 4] },
  { group: 'SU(3)', extents: [2, 4, 2, 4] },
];
const squared = (field: Field) =>
  norm2(field.components, field.lattice.dimension).bind({ x: field }, { sites: field.parity })().total;

describe.each(theories)('$group on $extents', ({ group, extents }) => {
  const lattice = latticeOf(extents);
  const { u, operator } = hotOperator(group, lattice);
  const [chi, psi] = [randomVector(operator, 1), randomVector(operator, 2)];
  const [first, second] = [operator.vector(), operator.vector()];
  const scale = Math.sqrt(squared(chi) * squared(psi));

  test('the massless operator is antihermitian', () => {
    operator.apply(0, chi, first);
    operator.apply(0, psi, second);
    const [re1, im1] = complexProduct(psi, first);
    const [re2, im2] = complexProduct(second, chi);
    expect(Math.hypot(re1 + re2, im1 + im2) / scale).toBeLessThan(rounding);
  });

  test('D† is the adjoint of D, and epsilon D epsilon with epsilon the sign of the parity', () => {
    operator.apply(0.3, chi, first);
    operator.applyDagger(0.3, psi, second);
    const [re1, im1] = complexProduct(psi, first);
    const [re2, im2] = complexProduct(second, chi);
    expect(Math.hypot(re1 - re2, im1 - im2) / scale).toBeLessThan(rounding);

    const epsilon = (field: Field) => {
      const numbers = field.toArray();
      const { grid } = field.storage;
      field.sites.forEach((site, k) => {
        if (grid.coordinates(site).reduce((sum, c) => sum + c, 0) % 2 === 0) return;
        for (let c = 0; c < field.components; c++) numbers[k * field.components + c] *= -1;
      });
      return field.like().fromArray(numbers);
    };
    operator.apply(0.3, epsilon(psi), first);
    expect(relativeDistance(epsilon(first), second)).toBeLessThan(rounding);
  });

  test('D (u^Omega) Omega = Omega D(u)', () => {
    const omega = randomElements(lattice, u.group, 1, key(9, 0, 'gaugeTransformation'));
    const rotation = siteKernel(
      'rotation',
      lattice.dimension,
      {
        Omega: input(links(u.group, 1)),
        chi: input(colourVectors(u.group)),
        out: output(colourVectors(u.group)),
      },
      roles => roles.out.set(apply(roles.Omega(0), roles.chi())),
    );
    const rotated = (vector: Field) => {
      const out = operator.vector();
      rotation.run({ Omega: omega, chi: vector, out });
      return out;
    };
    const elsewhere = new StaggeredOperator(lattice, u.group).setLinks(gaugeTransformed(u, omega));
    operator.apply(0.3, chi, first);
    elsewhere.apply(0.3, rotated(chi), second);
    expect(relativeDistance(second, rotated(first))).toBeLessThan(rounding);
  });

  test('the normal operator on half of the sites is D† D there', () => {
    operator.apply(0.3, chi, first);
    operator.applyDagger(0.3, first, second);
    for (const parity of ['even', 'odd'] as const) {
      const [p, q] = [restricted(operator, chi, parity), operator.vector(parity)];
      const overlap = operator.normal(parity).bind(p, q)(0.3 ** 2);
      expect(relativeDistance(q, restricted(operator, second, parity))).toBeLessThan(rounding);
      expect(overlap / complexProduct(p, q)[0]).toBeCloseTo(1, 12);
    }
    const q = operator.vector();
    operator.normal('all').bind(chi, q)(0.3 ** 2);
    expect(relativeDistance(q, second)).toBeLessThan(rounding);
  });

  test('new links replace the old ones', () => {
    const moving = new StaggeredOperator(lattice, u.group).setLinks(u);
    const run = moving.bindDirac(chi, first);
    moving.setLinks(coldStart(lattice, u.group));
    run(0.3);
    operator.apply(0.3, chi, second);
    expect(relativeDistance(first, second)).toBeGreaterThan(0.1);
    moving.setLinks(u);
    run(0.3);
    expect(relativeDistance(first, second)).toBe(0);
  });
});

test('js and wasm agree', () => {
  const results = (['js', 'wasm128', 'wasm256'] as const).map(kind => {
    const { operator } = hotOperator('SU(3)', latticeOf([4, 4, 4, 4], kind));
    const out = operator.vector();
    operator.apply(0.3, randomVector(operator, 1), out);
    return out;
  });
  expect(relativeDistance(results[1], results[0])).toBeLessThan(1e-15);
  expect(relativeDistance(results[2], results[0])).toBeLessThan(1e-15);
});

describe('free fields: D† D has the eigenvalue m^2 + sum sin^2 p for every momentum', () => {
  /** A real symmetric matrix, because all links are real. */
  const dense = (extents: readonly number[], mass: number, boundary?: Boundary): Float64Array[] => {
    const lattice = latticeOf(extents);
    const operator = new StaggeredOperator(lattice, groupNamed('U(1)'), boundary);
    operator.setLinks(coldStart(lattice, operator.group));
    const [p, q] = [operator.vector('even'), operator.vector('even')];
    const run = operator.normal('even').bind(p, q);
    return Array.from(p.sites, (_, k) => {
      const unit = new Float64Array(2 * p.sites.length);
      unit[2 * k] = 1;
      p.fromArray(unit);
      run(mass ** 2);
      return q.toArray().filter((_, c) => c % 2 === 0);
    });
  };
  /** ln det by symmetric elimination; the matrix is used up. */
  const logDeterminant = (matrix: Float64Array[]): number => {
    let total = 0;
    matrix.forEach((pivotRow, k) => {
      total += Math.log(pivotRow[k]);
      for (const row of matrix.slice(k + 1)) {
        const factor = row[k] / pivotRow[k];
        if (factor !== 0) for (let j = k; j < row.length; j++) row[j] -= factor * pivotRow[j];
      }
    });
    return total;
  };

  test('4^4: the multiplicities of m^2 + 1/2, 3/2, 5/2, 7/2 on even sites are 16, 48, 48, 16', () => {
    const matrix = dense([4, 4, 4, 4], 0.3);
    const levels = [0.5, 1.5, 2.5, 3.5].map(s => 0.09 + s);
    const counts = [16, 48, 48, 16];
    // Four moments fix four multiplicities, if there are no other eigenvalues: the minimal polynomial says that.
    let power = matrix.map((_, k) => Float64Array.from(matrix, (_, j) => (j === k ? 1 : 0)));
    let minimal = power;
    const times = (a: Float64Array[], b: Float64Array[]) =>
      a.map(row => {
        const out = new Float64Array(row.length);
        row.forEach((value, k) => {
          if (value !== 0)
            b[k].forEach((entry, j) => {
              out[j] += value * entry;
            });
        });
        return out;
      });
    levels.forEach((level, n) => {
      const moment = power.reduce((sum, row, k) => sum + row[k], 0);
      expect(moment).toBeCloseTo(
        levels.reduce((sum, value, k) => sum + counts[k] * value ** n, 0),
        9,
      );
      power = times(power, matrix);
      minimal = times(
        minimal,
        matrix.map((row, k) => row.map((value, j) => (j === k ? value - level : value))),
      );
    });
    expect(Math.max(...minimal.map(row => Math.max(...row.map(Math.abs))))).toBeLessThan(1e-13);
  });

  test.each([
    { extents: [4, 4, 4, 4], expected: 0.312293446016 },
    { extents: [4, 4, 4, 8], expected: 0.291569343944 },
  ])('ln det D / V on $extents', ({ extents, expected }) => {
    const volume = extents.reduce((a, b) => a * b);
    expect(logDeterminant(dense(extents, 0.3)) / volume).toBeCloseTo(expected, 11);
  });

  test.each<{ extents: number[]; boundary: Boundary }>([
    { extents: [6, 4], boundary: ['periodic', 'antiperiodic'] },
    { extents: [4, 8], boundary: ['antiperiodic', 'periodic'] },
    { extents: [4, 2, 6], boundary: ['periodic', 'periodic', 'antiperiodic'] },
  ])('ln det D on $extents, $boundary, is the sum over momenta', ({ extents, boundary }) => {
    const momenta = extents.map((extent, mu) =>
      Array.from(
        { length: extent },
        (_, n) => (Math.PI * (2 * n + (boundary[mu] === 'antiperiodic' ? 1 : 0))) / extent,
      ),
    );
    const sums = momenta.reduce<number[]>(
      (all, direction) => all.flatMap(s => direction.map(p => s + Math.sin(p) ** 2)),
      [0],
    );
    const expected = sums.reduce((total, s) => total + Math.log(0.3 ** 2 + s), 0) / 2;
    expect(logDeterminant(dense(extents, 0.3, boundary))).toBeCloseTo(expected, 11);
  });
});

test('the largest eigenvalue of -D_0 D_0 is the square of the dimension where the links cancel the phases', () => {
  const lattice = latticeOf([4, 4, 4]);
  const { operator } = hotOperator('U(1)', lattice, 1, ['periodic', 'periodic', 'periodic']);
  const u = coldStart(lattice, operator.group);
  u.field.fromArray(Array.from(phaseField(lattice, operator.boundary).toArray()).flatMap(sign => [sign, 0]));
  operator.setLinks(u);
  // exp(i π/2 (x + y + z)) is an eigenvector of D₀ with the eigenvalue 3 i.
  const wave = operator.vector();
  const numbers = Array.from(wave.sites, site => {
    const phase = wave.storage.grid.coordinates(site).reduce((sum, c) => sum + c, 0) % 4;
    return [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][phase];
  });
  wave.fromArray(numbers.flat());
  const image = operator.vector();
  operator.normal('all').bind(wave, image)(0);
  axpy(2, 3).run({ a: -9, x: wave, y: image });
  expect(squared(image)).toBeLessThan(1e-24);
});
