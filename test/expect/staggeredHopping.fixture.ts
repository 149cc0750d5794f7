/** A kernel whose cost is known from the literature, written without the rooms above `kernel`. */
import { input, output, type Real, reals, type Site, siteKernel } from '../../src/kernel/index.ts';

const dimension = 4;
const colours = 3;
type Pair = readonly [Real, Real];

const times = ([a, b]: Pair, [c, d]: Pair): Pair => [a.mul(c).sub(b.mul(d)), a.mul(d).add(b.mul(c))];
const plus = ([a, b]: Pair, [c, d]: Pair): Pair => [a.add(c), b.add(d)];
const minus = ([a, b]: Pair, [c, d]: Pair): Pair => [a.sub(c), b.sub(d)];

/** out = Σ_μ U_μ(x) χ(x+μ) − U_μ(x−μ)† χ(x−μ), SU(3) in four dimensions. */
export const staggeredHopping = siteKernel(
  'staggeredHopping',
  dimension,
  {
    U: input(reals(dimension * 2 * colours ** 2)),
    chi: input(reals(2 * colours)),
    out: output(reals(2 * colours)),
  },
  ({ U, chi, out }, x) => {
    const link = (mu: number, i: number, j: number, at: Site): Pair => {
      const first = 2 * ((mu * colours + i) * colours + j);
      return [U(first, at), U(first + 1, at)];
    };
    const vector = (i: number, at: Site): Pair => [chi(2 * i, at), chi(2 * i + 1, at)];
    for (let i = 0; i < colours; i++) {
      let sum: Pair | undefined;
      for (let mu = 0; mu < dimension; mu++) {
        for (let j = 0; j < colours; j++) {
          const ahead = times(link(mu, i, j, x), vector(j, x.plus(mu)));
          sum = sum ? plus(sum, ahead) : ahead;
        }
        for (let j = 0; j < colours; j++) {
          const [re, im] = link(mu, j, i, x.minus(mu));
          sum = minus(sum!, times([re, im.neg()], vector(j, x.minus(mu))));
        }
      }
      out.set(2 * i, sum![0]);
      out.set(2 * i + 1, sum![1]);
    }
  },
);
