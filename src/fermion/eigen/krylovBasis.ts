/** Orthonormal vectors with a place for the next one: what Lanczos iterations are made of. */
import { type Field, norm2, scaled } from '../../lattice/index.ts';
import { complexAxpy, complexDot } from '../solvers/complexLinear.ts';
import { type PositiveOperator, vectorFor } from '../solvers/positiveOperator.ts';

interface Entry {
  readonly vector: Field;
  /** next ← next − vector ⟨vector, next⟩; gives Re ⟨vector, next⟩. */
  readonly removeFromNext: () => number;
  /** vector ← a next */
  readonly takeNext: (a: number) => void;
}

export class KrylovBasis {
  /** The vector that is being made. */
  readonly next: Field;
  private readonly operator: PositiveOperator;
  private readonly entries: Entry[] = [];
  private readonly squaredNorm: () => number;

  constructor(operator: PositiveOperator) {
    this.operator = operator;
    this.next = vectorFor(operator);
    const { components, parity, lattice } = operator;
    const norm = norm2(components, lattice.dimension).bind({ x: this.next }, { sites: parity });
    this.squaredNorm = () => norm().total;
  }

  /** Vector k; which of them mean something is the caller's business. */
  vector(k: number): Field {
    return this.entry(k).vector;
  }

  /** |next| */
  norm(): number {
    return Math.sqrt(this.squaredNorm());
  }

  /** vector k ← next / |next|; gives |next|. */
  take(k: number): number {
    const norm = this.norm();
    this.entry(k).takeNext(1 / norm);
    return norm;
  }

  /** Makes `next` orthogonal to the first `count` vectors, in two rounds. Gives Re ⟨vector, next⟩ of each before. */
  orthogonalise(count: number): number[] {
    const overlaps = Array.from({ length: count }, (_, k) => this.entry(k).removeFromNext());
    for (let k = 0; k < count; k++) overlaps[k] += this.entry(k).removeFromNext();
    return overlaps;
  }

  /** vector (first + i) ← Σ_k weights[i][k] vector (first + k), all at once. */
  combine(first: number, weights: readonly (readonly number[])[]): void {
    const [given] = weights;
    const values = given.map((_, k) => this.vector(first + k).storage.values);
    const rows = weights.map(row => Float64Array.from(row));
    const old = new Float64Array(given.length);
    for (let at = 0; at < values[0].length; at++) {
      for (let k = 0; k < old.length; k++) old[k] = values[k][at];
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        let sum = 0;
        for (let k = 0; k < old.length; k++) sum += row[k] * old[k];
        values[i][at] = sum;
      }
    }
  }

  /** next ← the sum of the first `count` vectors */
  gather(count: number): void {
    const sum = this.next.fill(0).storage.values;
    for (let k = 0; k < count; k++) {
      const { reading } = this.vector(k).storage;
      for (let at = 0; at < reading.length; at++) sum[at] += reading[at];
    }
  }

  private entry(k: number): Entry {
    const known = this.entries[k];
    if (known) return known;
    const { components, parity, lattice } = this.operator;
    const { dimension } = lattice;
    const sites = { sites: parity };
    const { next } = this;
    const vector = vectorFor(this.operator);
    const overlap = complexDot(components, dimension).bind({ x: vector, y: next }, sites);
    const subtract = complexAxpy(components, dimension).bind({ x: vector, y: next }, sites);
    const scale = scaled(components, dimension).bind({ x: next, y: vector }, sites);
    const made: Entry = {
      vector,
      removeFromNext() {
        const { re, im } = overlap();
        subtract({ re: -re, im: -im });
        return re;
      },
      takeNext: a => void scale({ a }),
    };
    this.entries[k] = made;
    return made;
  }
}
