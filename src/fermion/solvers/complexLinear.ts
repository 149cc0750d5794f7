/** Vector-space operations on fields of complex numbers, re and im alternating, as kernels. `components` counts reals. */
import { input, kernelFamily, parameter, reals, siteKernel, sum, update } from '../../kernel/index.ts';

const examples = () =>
  [
    [4, 4],
    [6, 4],
    [2, 2],
  ] as const;

/** ⟨x, y⟩ with x conjugated, as re and im. */
export const complexDot = kernelFamily('complexDot', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'complexDot',
    dimension,
    { x: input(vector), y: input(vector), re: sum, im: sum },
    ({ x, y, re, im }) => {
      for (let c = 0; c < components; c += 2) {
        re.add(x(c).mul(y(c)));
        re.add(x(c + 1).mul(y(c + 1)));
        im.add(x(c).mul(y(c + 1)));
        im.add(
          x(c + 1)
            .mul(y(c))
            .neg(),
        );
      }
    },
  );
});

/** y ← y + (re + i im) x */
export const complexAxpy = kernelFamily('complexAxpy', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'complexAxpy',
    dimension,
    { re: parameter, im: parameter, x: input(vector), y: update(vector) },
    ({ re, im, x, y }) => {
      for (let c = 0; c < components; c += 2) {
        y.set(
          c,
          y(c)
            .add(re.mul(x(c)))
            .sub(im.mul(x(c + 1))),
        );
        y.set(
          c + 1,
          y(c + 1)
            .add(re.mul(x(c + 1)))
            .add(im.mul(x(c))),
        );
      }
    },
  );
});

/** y ← x + (re + i im) y */
export const complexXpay = kernelFamily('complexXpay', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'complexXpay',
    dimension,
    { re: parameter, im: parameter, x: input(vector), y: update(vector) },
    ({ re, im, x, y }) => {
      for (let c = 0; c < components; c += 2) {
        const [a, b] = [y(c), y(c + 1)];
        y.set(c, x(c).add(re.mul(a)).sub(im.mul(b)));
        y.set(
          c + 1,
          x(c + 1)
            .add(re.mul(b))
            .add(im.mul(a)),
        );
      }
    },
  );
});
