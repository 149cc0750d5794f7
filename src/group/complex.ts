/** Complex numbers over traced reals. */
import type { Real, RealLike } from '../kernel/index.ts';

export class Complex {
  readonly re: Real;
  readonly im: Real;

  constructor(re: Real, im: Real) {
    this.re = re;
    this.im = im;
  }

  add(b: Complex): Complex {
    return new Complex(this.re.add(b.re), this.im.add(b.im));
  }
  sub(b: Complex): Complex {
    return new Complex(this.re.sub(b.re), this.im.sub(b.im));
  }
  mul(b: Complex): Complex {
    return new Complex(this.re.mul(b.re).sub(this.im.mul(b.im)), this.re.mul(b.im).add(this.im.mul(b.re)));
  }
  scale(s: RealLike): Complex {
    return new Complex(this.re.mul(s), this.im.mul(s));
  }
  neg(): Complex {
    return new Complex(this.re.neg(), this.im.neg());
  }
  conjugate(): Complex {
    return new Complex(this.re, this.im.neg());
  }
  /** i times this. */
  timesI(): Complex {
    return new Complex(this.im.neg(), this.re);
  }
  /** |z|² */
  squared(): Real {
    return this.re.mul(this.re).add(this.im.mul(this.im));
  }
}

export type ColourVector = readonly Complex[];

/** Sum of conj(a_i) b_i. */
export function innerProduct(a: ColourVector, b: ColourVector): Complex {
  return a.map((z, i) => z.conjugate().mul(b[i]!)).reduce((sum, term) => sum.add(term));
}
