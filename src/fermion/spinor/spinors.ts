/** Spinors inside kernels: 2 h colour vectors (see gamma.ts), projections to half spinors and back. */
import { type ColourVector, Complex, type Group } from '../../group/index.ts';
import type { FieldType, Site } from '../../kernel/index.ts';
import { gammaBlock, gammaBlockDagger, type PowerOfI, spinComponents } from './gamma.ts';

/** Colour vectors by spin; half a spinor has half as many. */
export type Spinor = readonly ColourVector[];

/** Reals of a spinor: index 2 (spin N + colour), then the imaginary part. */
export function spinorSize(group: Group, dimension: number): number {
  return 2 * spinComponents(dimension) * group.colours;
}

/** One spinor per site. */
export function spinors(
  group: Group,
  dimension: number,
): FieldType<(at?: Site) => Spinor, { set(value: Spinor): void }> {
  const size = spinorSize(group, dimension);
  const spins = spinComponents(dimension);
  const { colours } = group;
  return {
    name: `spinors of ${group.name}`,
    components: size,
    reader: load => at =>
      Array.from({ length: spins }, (_, s) =>
        Array.from({ length: colours }, (_, c) => {
          const first = 2 * (s * colours + c);
          return new Complex(load(first, at!), load(first + 1, at!));
        }),
      ),
    writer: store => ({
      set: value =>
        value.flat().forEach(({ re, im }, k) => {
          store(2 * k, re);
          store(2 * k + 1, im);
        }),
    }),
    sample: uniform => Array.from({ length: size }, () => 2 * uniform() - 1),
  };
}

/** i^power z */
export function timesPowerOfI(z: Complex, power: PowerOfI): Complex {
  const once = power % 2 === 1 ? z.timesI() : z;
  return power >= 2 ? once.neg() : once;
}

/** The half spinor h of (1 + sign gamma_mu) psi: psi_upper + sign G_mu psi_lower. */
export function project(psi: Spinor, dimension: number, mu: number, sign: 1 | -1): Spinor {
  const half = psi.length / 2;
  return gammaBlock(dimension, mu).map(({ column, power }, s) =>
    psi[half + column].map((z, c) => {
      const turned = timesPowerOfI(z, power);
      return sign === 1 ? psi[s][c].add(turned) : psi[s][c].sub(turned);
    }),
  );
}

/** The lower half of (1 + sign gamma_mu) psi from its upper half h: sign G_mu^dag h. */
export function reconstruct(h: Spinor, dimension: number, mu: number, sign: 1 | -1): Spinor {
  return gammaBlockDagger(dimension, mu).map(({ column, power }) =>
    h[column].map(z => timesPowerOfI(z, sign === 1 ? power : (((power + 2) % 4) as PowerOfI))),
  );
}

/** Component by component. */
export function combine(a: Spinor, b: Spinor, f: (x: Complex, y: Complex) => Complex): Spinor {
  return a.map((vector, s) => vector.map((z, c) => f(z, b[s][c])));
}
