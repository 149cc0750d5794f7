/** The step along the direction of conjugate gradients. */
import { input, kernelFamily, parameter, reals, siteKernel, sum, update } from '../../kernel/index.ts';

const examples = () =>
  [
    [4, 4],
    [6, 4],
    [2, 2],
  ] as const;

/** x ← x + a p, r ← r − a q, and |r|² */
export const cgStep = kernelFamily('cgStep', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'cgStep',
    dimension,
    { a: parameter, p: input(vector), q: input(vector), x: update(vector), r: update(vector), norm: sum },
    ({ a, p, q, x, r, norm }) => {
      for (let c = 0; c < components; c++) {
        x.set(c, x(c).add(a.mul(p(c))));
        const left = r(c).sub(a.mul(q(c)));
        r.set(c, left);
        norm.add(left.mul(left));
      }
    },
  );
});
