/** Spinors inside kernels: 2 h colour vectors (see gamma.ts), projections to half spinors and back. */
import { type ColourVector, Complex, type Group } from '../../group/index.ts';
import type { FieldType, Site } from '../../kernel/index.ts';
import { type GammaRow, gammaBlock, type PowerOfI, spinComponents } from './gamma.ts';

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

/** `count` spinors per site, by their number s; a writer need not set them all. */
export function slices(
  group: Group,
  dimension: number,
  count: number,
): FieldType<(s: number, at?: Site) => Spinor, { set(s: number, value: Spinor): void }> {
  const one = spinors(group, dimension);
  const size = spinorSize(group, dimension);
  return {
    name: `${count} ${one.name}`,
    components: count * size,
    reader: load => (s, at) => one.reader((component, site) => load(s * size + component, site))(at),
    writer: store => ({
      set: (s, value) => one.writer((component, x) => store(s * size + component, x)).set(value),
    }),
    sample: uniform => Array.from({ length: count * size }, () => 2 * uniform() - 1),
  };
}

/** i^power z */
export function timesPowerOfI(z: Complex, power: PowerOfI): Complex {
  const once = power % 2 === 1 ? z.timesI() : z;
  return power >= 2 ? once.neg() : once;
}

/** Row s of the half spinor h of (1 + sign γ_μ) ψ, with row s of G_μ: ψ_s + sign i^power ψ_{half + column}. */
export function projectedRow(psi: Spinor, s: number, { column, power }: GammaRow, sign: 1 | -1): Complex[] {
  const other = psi[psi.length / 2 + column];
  return psi[s].map((z, c) => {
    const turned = timesPowerOfI(other[c], power);
    return sign === 1 ? z.add(turned) : z.sub(turned);
  });
}

/**
 * The component `column` of the lower half of (1 + sign γ_μ) ψ from row s of h: sign conj(i^power) h_s, because
 * G_μ has one entry per row and column.
 */
export function reconstructedRow(h: ColourVector, { power }: GammaRow, sign: 1 | -1): Complex[] {
  const turned = ((sign === 1 ? 4 - power : 6 - power) % 4) as PowerOfI;
  return h.map(z => timesPowerOfI(z, turned));
}

/** The half spinor h of (1 + sign γ_μ) ψ: ψ_upper + sign G_μ ψ_lower. */
export function project(psi: Spinor, dimension: number, mu: number, sign: 1 | -1): Spinor {
  return gammaBlock(dimension, mu).map((row, s) => projectedRow(psi, s, row, sign));
}

/** Component by component. */
export function combine(a: Spinor, b: Spinor, f: (x: Complex, y: Complex) => Complex): Spinor {
  return a.map((vector, s) => vector.map((z, c) => f(z, b[s][c])));
}
