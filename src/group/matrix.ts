/**
 * What a link is to the physics: a matrix that multiplies, is daggered, traced and applied to colour vectors.
 * Two forms: N × N complex numbers, and for SU(2) real multiples of its elements as quaternions of four reals.
 */
import type { Real, RealLike } from '../kernel/index.ts';
import { type ColourVector, Complex } from './complex.ts';

export interface Matrix {
  /** The stored reals. */
  readonly components: readonly Real[];
  mul(b: this): this;
  /** Hermitian conjugate. */
  dagger(): this;
  add(b: this): this;
  sub(b: this): this;
  scale(s: RealLike): this;
  /** Real part of the trace. */
  reTrace(): Real;
  trace(): Complex;
  entry(i: number, j: number): Complex;
}

/** Row-major, re and im alternating. */
export class ComplexMatrix implements Matrix {
  readonly size: number;
  readonly entries: readonly Complex[];

  constructor(entries: readonly Complex[]) {
    this.entries = entries;
    this.size = Math.sqrt(entries.length);
  }

  static from(size: number, entry: (i: number, j: number) => Complex): ComplexMatrix {
    return new ComplexMatrix(Array.from({ length: size * size }, (_, k) => entry(Math.floor(k / size), k % size)));
  }

  get components(): readonly Real[] {
    return this.entries.flatMap(({ re, im }) => [re, im]);
  }
  entry(i: number, j: number): Complex {
    return this.entries[i * this.size + j]!;
  }
  mul(b: ComplexMatrix): this {
    return this.make((i, j) => {
      let sum = this.entry(i, 0).mul(b.entry(0, j));
      for (let k = 1; k < this.size; k++) sum = sum.add(this.entry(i, k).mul(b.entry(k, j)));
      return sum;
    });
  }
  dagger(): this {
    return this.make((i, j) => this.entry(j, i).conjugate());
  }
  add(b: ComplexMatrix): this {
    return this.make((i, j) => this.entry(i, j).add(b.entry(i, j)));
  }
  sub(b: ComplexMatrix): this {
    return this.make((i, j) => this.entry(i, j).sub(b.entry(i, j)));
  }
  scale(s: RealLike): this {
    return this.make((i, j) => this.entry(i, j).scale(s));
  }
  trace(): Complex {
    return Array.from({ length: this.size }, (_, i) => this.entry(i, i)).reduce((sum, z) => sum.add(z));
  }
  reTrace(): Real {
    return this.trace().re;
  }

  private make(entry: (i: number, j: number) => Complex): this {
    return ComplexMatrix.from(this.size, entry) as this;
  }
}

/** a0 + i (a1 s1 + a2 s2 + a3 s3) with real a and the Pauli matrices s. */
export class Quaternion implements Matrix {
  readonly components: readonly [Real, Real, Real, Real];

  constructor(a0: Real, a1: Real, a2: Real, a3: Real) {
    this.components = [a0, a1, a2, a3];
  }

  mul(b: Quaternion): this {
    const [p, q, r, s] = this.components;
    const [w, x, y, z] = b.components;
    // (i s_j)(i s_k) = −δ_jk − i ε_jkl s_l: the vector product enters with a minus sign.
    return new Quaternion(
      p.mul(w).sub(q.mul(x)).sub(r.mul(y)).sub(s.mul(z)),
      p.mul(x).add(q.mul(w)).sub(r.mul(z)).add(s.mul(y)),
      p.mul(y).add(r.mul(w)).sub(s.mul(x)).add(q.mul(z)),
      p.mul(z).add(s.mul(w)).sub(q.mul(y)).add(r.mul(x)),
    ) as this;
  }
  dagger(): this {
    const [a, b, c, d] = this.components;
    return new Quaternion(a, b.neg(), c.neg(), d.neg()) as this;
  }
  add(b: Quaternion): this {
    return this.combine(b, (x, y) => x.add(y));
  }
  sub(b: Quaternion): this {
    return this.combine(b, (x, y) => x.sub(y));
  }
  scale(s: RealLike): this {
    return this.combine(this, x => x.mul(s));
  }
  trace(): Complex {
    const { graph } = this.components[0];
    return new Complex(this.reTrace(), graph.constant(0));
  }
  reTrace(): Real {
    return this.components[0].mul(2);
  }
  entry(i: number, j: number): Complex {
    const [a0, a1, a2, a3] = this.components;
    if (i === j) return new Complex(a0, i === 0 ? a3 : a3.neg());
    return new Complex(i === 0 ? a2 : a2.neg(), a1);
  }

  private combine(b: Quaternion, f: (x: Real, y: Real) => Real): this {
    const [c0, c1, c2, c3] = this.components.map((x, k) => f(x, b.components[k]!)) as [Real, Real, Real, Real];
    return new Quaternion(c0, c1, c2, c3) as this;
  }
}

/** M v */
export function apply(matrix: Matrix, vector: ColourVector): Complex[] {
  return vector.map((_, i) => vector.map((v, j) => matrix.entry(i, j).mul(v)).reduce((sum, term) => sum.add(term)));
}
