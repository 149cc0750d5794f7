/**
 * Ridge regression: with inputs x and targets O in units of their spread about their means,
 *   O^P = w · x,   w = (X + λ)⁻¹ ⟨x O⟩,   X = ⟨x xᵀ⟩.
 * λ > 0 keeps w small where inputs say the same thing. The polynomial one has all monomials of the inputs up to a degree
 * as its inputs.
 *
 * A. E. Hoerl and R. W. Kennard, Technometrics 12 (1970) 55.
 */
import { choleskyFactor, choleskySolve } from '../cholesky.ts';
import { type Columns, type Learner, type Predict, type Rows, spreadOf } from './learner.ts';

/** Linear in the inputs. */
export function ridge(lambda: number): Learner {
  return {
    name: `ridge, λ = ${lambda}`,
    train: (inputs, targets, rows) => {
      const predict = fitted(standardised(inputs, inputs, rows), targets, rows, lambda);
      return others => predict(standardised(others, inputs, rows));
    },
  };
}

/** Linear in all products of up to `degree` inputs. */
export function polynomialRidge(degree: number, lambda: number): Learner {
  return {
    name: `polynomials of degree ${degree}, λ = ${lambda}`,
    train: (inputs, targets, rows) => {
      const terms = (columns: Columns) => monomials(standardised(columns, inputs, rows), degree);
      const learnt = terms(inputs);
      const predict = fitted(standardised(learnt, learnt, rows), targets, rows, lambda);
      return others => predict(standardised(terms(others), learnt, rows));
    },
  };
}

/** How many monomials of degree 1 to `degree` so many inputs have. */
export function monomialCount(inputs: number, degree: number): number {
  let count = 1;
  for (let k = 1; k <= degree; k++) count = (count * (inputs + k)) / k;
  return Math.round(count) - 1;
}

/** Columns in units of their spread over the rows that are learnt from; those that never change there are 0. */
function standardised(columns: Columns, learnt: Columns, rows: Rows): Float64Array[] {
  return columns.map((column, f) => {
    const { mean, width } = spreadOf(learnt[f], rows);
    return width === 0 ? new Float64Array(column.length) : column.map(x => (x - mean) / width);
  });
}

function monomials(columns: Columns, degree: number): Float64Array[] {
  let last = columns.map((column, f) => ({ column, f }));
  const all = [...columns];
  for (let k = 2; k <= degree; k++) {
    last = last.flatMap(({ column, f }) =>
      columns.slice(f).map((other, g) => ({ column: column.map((x, i) => x * other[i]), f: f + g })),
    );
    all.push(...last.map(({ column }) => column));
  }
  return all;
}

/** @param inputs with mean 0 and spread 1 over the rows */
function fitted(inputs: Columns, targets: Columns, rows: Rows, lambda: number): Predict {
  const count = rows.length;
  const learnt = inputs.map(column => Float64Array.from({ length: count }, (_, i) => column[rows[i]]));
  const X = learnt.map((one, f) =>
    learnt.map((other, g) => (g > f ? 0 : product(one, other) / count + (f === g ? lambda : 0))),
  );
  const factor = choleskyFactor(X);
  if ('dependentRow' in factor) {
    throw new RangeError(`Input ${factor.dependentRow} depends on those before it: ridge regression needs λ > 0.`);
  }
  const fits = targets.map(target => {
    const { mean, width } = spreadOf(target, rows);
    if (width === 0) return { mean, w: inputs.map(() => 0) };
    const centred = Float64Array.from({ length: count }, (_, i) => target[rows[i]] - mean);
    const overlaps = learnt.map(column => product(column, centred) / count);
    return { mean, w: choleskySolve(factor.lower, overlaps) };
  });
  return others =>
    fits.map(({ mean, w }) => {
      const values = new Float64Array(others[0].length).fill(mean);
      others.forEach((column, f) => {
        for (let i = 0; i < values.length; i++) values[i] += w[f] * column[i];
      });
      return values;
    });
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
