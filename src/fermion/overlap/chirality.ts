/** γ₅ on spinors (gamma.ts): −1 on the upper half of the components of a site, +1 on the lower half; P± = ½ (1 ± γ₅). */
import { input, kernelFamily, output, parameter, reals, siteKernel, sum } from '../../kernel/index.ts';

const examples = () =>
  [
    [4, 4],
    [2, 2],
  ] as const;

/** The eigenvalue of γ₅. */
export type Chirality = 1 | -1;

/** out = (a + b γ₅) x + (p + q γ₅) y, with overlap = Re ⟨x, out⟩. */
export const chiralSum = kernelFamily('chiralSum', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'chiralSum',
    dimension,
    {
      a: parameter,
      b: parameter,
      p: parameter,
      q: parameter,
      x: input(vector),
      y: input(vector),
      out: output(vector),
      overlap: sum,
    },
    ({ a, b, p, q, x, y, out, overlap }) => {
      const [upper, lower] = [
        [a.sub(b), p.sub(q)],
        [a.add(b), p.add(q)],
      ];
      for (let c = 0; c < components; c++) {
        const [ofX, ofY] = c < components / 2 ? upper : lower;
        const value = ofX.mul(x(c)).add(ofY.mul(y(c)));
        out.set(c, value);
        overlap.add(x(c).mul(value));
      }
    },
  );
});

/** Σ |P₊ x|² and Σ |P₋ x|² */
export const chiralNorms = kernelFamily('chiralNorms', examples, (components: number, dimension: number) =>
  siteKernel('chiralNorms', dimension, { x: input(reals(components)), plus: sum, minus: sum }, ({ x, plus, minus }) => {
    for (let c = 0; c < components; c++) (c < components / 2 ? minus : plus).add(x(c).mul(x(c)));
  }),
);
