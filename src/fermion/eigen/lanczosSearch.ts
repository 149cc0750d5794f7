/** One search for low eigenvalues in the complement of those already found: see lanczos.ts. */
import { axpy, type Field, fillGaussian, norm2 } from '../../lattice/index.ts';
import { type PositiveOperator, vectorFor } from '../solvers/positiveOperator.ts';
import { type Chebyshev, chebyshevFilter, chebyshevValue } from './chebyshev.ts';
import type { EigenOptions, Eigenpair } from './eigenpair.ts';
import { KrylovBasis } from './krylovBasis.ts';
import { symmetricEigen } from './symmetricEigen.ts';

const defaultMaxRestarts = 300;
/** What is left of a vector after orthogonalisation is rounding below this fraction of the norm of A. */
const smallestRemainder = 1e-13;
/** Of the vectors that are not wanted, this fraction is kept at a restart. */
const alsoKept = 0.4;
/** A filter damps from above the wanted eigenvalues, by factors in this range, and not below this fraction of |A|. */
const [roomAbove, mostAbove, smallestFrom] = [1.3, 6, 1e-7];
/** Filters are refined as long as that lowers their damped range by this factor. */
const worthAnother = 0.7;

export class LanczosSearch {
  /** Of the space that A acts on: complex numbers. */
  readonly dimension: number;
  /** How often A was applied so far. */
  applications = 0;
  private readonly operator: PositiveOperator;
  private readonly options: EigenOptions;
  private readonly basis: KrylovBasis;
  /** out ← a polynomial of A that has the wanted eigenvalues lowest too; without, A itself is used. */
  private filter: { readonly chebyshev: Chebyshev; readonly run: (chi: Field, out: Field) => void } | undefined;
  private readonly image: Field;
  /** image ← A v; gives λ = ⟨v, A v⟩ and |A v − λ v|. */
  private readonly checks = new Map<Field, () => { value: number; residual: number }>();
  private readonly applyTo = new Map<Field, (shift: number) => number>();
  private searches = 0;
  /** Whether the first search still looks for a better filter. */
  private refining: boolean;
  /** An estimate of |A| from below. */
  private norm = 0;

  constructor(operator: PositiveOperator, options: EigenOptions) {
    const { count, tolerance, space = defaultSpace(count), chebyshev = 'automatic' } = options;
    const { components, parity, lattice } = operator;
    this.operator = operator;
    this.options = { ...options, space };
    this.dimension = ((parity === 'all' ? 1 : 1 / 2) * lattice.volume * components) / 2;
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new Error(`The number of eigenpairs is 1, 2, 3 ...; found ${count}.`);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new Error(`The tolerance of eigenpairs lies between 0 and 1; found ${tolerance}.`);
    }
    if (!(Number.isInteger(space) && space > count + 1)) {
      throw new Error(`A Krylov space for ${count} eigenpairs needs at least ${count + 2} vectors; found ${space}.`);
    }
    this.basis = new KrylovBasis(operator);
    this.image = vectorFor(operator);
    this.refining = chebyshev === 'automatic' && space < this.dimension;
    if (typeof chebyshev !== 'string') this.useFilter(chebyshev);
  }

  /** Eigenpairs clearly below the ceiling, up to the number wanted, in the complement of `found`. */
  below(ceiling: number, found: readonly Eigenpair[]): Eigenpair[] {
    const { basis, dimension } = this;
    const { count, space = 0, maxRestarts = defaultMaxRestarts, tolerance } = this.options;
    const locked = found.length;
    const size = Math.min(space, dimension - locked);
    if (size === 0) return [];
    if (locked > 0) this.refining = false;
    const wanted = Math.min(count, size);
    found.forEach(({ vector }, k) => {
      basis.vector(k).copyFrom(vector);
    });
    this.beginAnew(locked);
    basis.take(locked);
    const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    let kept = 0;
    for (let restart = 0; restart <= maxRestarts; restart++) {
      const last = this.extend(matrix, kept, locked);
      const { values, vectors } = symmetricEigen(matrix);
      if (!this.filter) this.norm = Math.max(this.norm, ...values);
      kept = size === dimension - locked ? size : keptOf(wanted, size);
      kept = last === 0 ? kept : Math.min(kept, size - 1);
      basis.combine(locked, vectors.slice(0, kept));
      const pairs = this.converged(locked, wanted);
      const limit = ceiling - 2 * tolerance * this.norm;
      const beyond = (pair: Eigenpair | undefined) => pair !== undefined && !(pair.value < limit);
      const at = pairs.length;
      const restIsHigher = () => this.isAbove(values[at] - Math.abs(last * vectors[at][size - 1]), limit);
      if (at === wanted || beyond(pairs.at(-1)) || restIsHigher()) {
        return pairs.filter(pair => !beyond(pair)).map(pair => ({ ...pair, vector: pair.vector.clone() }));
      }
      for (const row of matrix) row.fill(0);
      this.refining &&= this.refineFilter(kept, wanted, values[size - 1] + last);
      if (this.refining) {
        basis.gather(kept);
        basis.take(0);
        kept = 0;
        continue;
      }
      for (let i = 0; i < kept; i++) {
        matrix[i][i] = values[i];
        if (kept === size) continue;
        matrix[i][kept] = last * vectors[i][size - 1];
        matrix[kept][i] = matrix[i][kept];
      }
      if (kept === size) break;
      basis.vector(locked + kept).copyFrom(basis.vector(locked + size));
    }
    throw this.failure(locked, wanted);
  }

  /**
   * A filter that damps more of the spectrum, if the lowest Ritz vectors promise a much better one.
   *
   * @param bound above the largest eigenvalue, if there is no filter yet: the largest Ritz value + the last β
   */
  private refineFilter(kept: number, wanted: number, bound: number): boolean {
    const { from, to } = this.filter?.chebyshev ?? { from: bound, to: bound };
    const quotients = Array.from({ length: kept }, (_, k) => this.measured(this.basis.vector(k)).value);
    quotients.sort((a, b) => a - b);
    const highest = quotients[wanted - 1];
    const next = Math.max(smallestFrom * to, roomAbove * highest, Math.min(quotients[kept - 1], mostAbove * highest));
    if (!(next < worthAnother * from)) return false;
    this.useFilter({ degree: 2 * Math.ceil(Math.sqrt(to / next) / 2), from: next, to });
    return true;
  }

  private useFilter(chebyshev: Chebyshev): void {
    this.filter = { chebyshev, run: chebyshevFilter(this.operator, chebyshev) };
    this.norm = chebyshev.to;
  }

  /** Does this value of the filter belong to an eigenvalue above the limit? Without a filter nobody knows. */
  private isAbove(value: number, limit: number): boolean {
    return (
      this.filter !== undefined &&
      limit < this.filter.chebyshev.from &&
      value > chebyshevValue(limit, this.filter.chebyshev)
    );
  }

  /** Lanczos steps from vector `kept` on fill the basis and the matrix; gives the last β. */
  private extend(matrix: number[][], kept: number, locked: number): number {
    const { basis } = this;
    const size = matrix.length;
    let beta = 0;
    for (let j = kept; j < size; j++) {
      this.apply(basis.vector(locked + j));
      const overlaps = basis.orthogonalise(locked + j + 1);
      matrix[j][j] = overlaps[locked + j];
      beta = basis.norm();
      const scale = Math.max(...matrix.map((row, i) => Math.abs(row[i])));
      if (beta <= smallestRemainder * scale) {
        beta = 0;
        if (locked + j + 1 === this.dimension) break;
        this.beginAnew(locked + j + 1);
      }
      basis.take(locked + j + 1);
      if (j + 1 === size) break;
      matrix[j][j + 1] = beta;
      matrix[j + 1][j] = beta;
    }
    return beta;
  }

  /** next ← a random vector orthogonal to the first `count`. */
  private beginAnew(count: number): void {
    const { next } = this.basis;
    const { components, sites } = next;
    const numbers = new Float64Array(sites.length * components);
    fillGaussian(this.options.key, this.searches++ * Math.ceil(components / 2), components, sites, numbers);
    next.fromArray(numbers);
    this.basis.orthogonalise(count);
  }

  /** next ← A vector, or its filter */
  private apply(vector: Field): void {
    const { next } = this.basis;
    if (this.filter) {
      this.filter.run(vector, next);
      this.applications += this.filter.chebyshev.degree;
      return;
    }
    const run = this.applyTo.get(vector) ?? this.operator.bind(vector, next);
    this.applyTo.set(vector, run);
    run(0);
    this.applications++;
  }

  /** The leading Ritz vectors that are eigenvectors as well as was asked. */
  private converged(locked: number, wanted: number): Eigenpair[] {
    const pairs: Eigenpair[] = [];
    for (let k = 0; k < wanted; k++) {
      const pair = this.measured(this.basis.vector(locked + k));
      if (!(pair.residual <= this.options.tolerance * this.norm)) break;
      pairs.push(pair);
    }
    return pairs.sort((a, b) => a.value - b.value);
  }

  private measured(vector: Field): Eigenpair {
    const check = this.checks.get(vector) ?? this.bindCheck(vector);
    this.checks.set(vector, check);
    this.applications++;
    return { ...check(), vector };
  }

  private bindCheck(vector: Field): () => { value: number; residual: number } {
    const { operator, image } = this;
    const { components, parity, lattice } = operator;
    const sites = { sites: parity };
    const apply = operator.bind(vector, image);
    const length = norm2(components, lattice.dimension).bind({ x: vector }, sites);
    const subtract = axpy(components, lattice.dimension).bind({ x: vector, y: image }, sites);
    const left = norm2(components, lattice.dimension).bind({ x: image }, sites);
    return () => {
      const value = apply(0) / length().total;
      subtract({ a: -value });
      return { value, residual: Math.sqrt(left().total) };
    };
  }

  private failure(locked: number, wanted: number): Error {
    const { value, residual } = this.measured(this.basis.vector(locked + this.converged(locked, wanted).length));
    const { tolerance, maxRestarts = defaultMaxRestarts, space } = this.options;
    return new Error(
      `Lanczos on the ${this.operator.name}: after ${maxRestarts} restarts the pair of ${value} has the residual ` +
        `${residual.toExponential(2)}, asked was ${(tolerance * this.norm).toExponential(2)}. Allow more restarts or a ` +
        `larger space than ${space} vectors, ask for less, or let the Chebyshev filter be chosen automatically.`,
    );
  }
}

/** How many of the lowest Ritz vectors a restart keeps. */
function keptOf(wanted: number, size: number): number {
  return wanted + Math.floor(alsoKept * (size - wanted));
}

function defaultSpace(count: number): number {
  return 2 * count + 20;
}
