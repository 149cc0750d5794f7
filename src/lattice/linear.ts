/** Vector-space operations on fields, as kernels: real vectors of `components` per site. */
import { input, kernelFamily, output, parameter, reals, siteKernel, sum, update } from '../kernel/index.ts';

const examples = () =>
  [
    [4, 4],
    [6, 4],
    [3, 2],
  ] as const;

const each = (components: number, visit: (c: number) => void) => {
  for (let c = 0; c < components; c++) visit(c);
};

/** y ← y + a x */
export const axpy = kernelFamily('axpy', examples, (components: number, dimension: number) =>
  siteKernel(
    'axpy',
    dimension,
    { a: parameter, x: input(reals(components)), y: update(reals(components)) },
    ({ a, x, y }) => each(components, c => y.set(c, y(c).add(a.mul(x(c))))),
  ),
);

/** y ← x + a y */
export const xpay = kernelFamily('xpay', examples, (components: number, dimension: number) =>
  siteKernel(
    'xpay',
    dimension,
    { a: parameter, x: input(reals(components)), y: update(reals(components)) },
    ({ a, x, y }) => each(components, c => y.set(c, x(c).add(a.mul(y(c))))),
  ),
);

/** y ← a x */
export const scaled = kernelFamily('scaled', examples, (components: number, dimension: number) =>
  siteKernel(
    'scaled',
    dimension,
    { a: parameter, x: input(reals(components)), y: output(reals(components)) },
    ({ a, x, y }) => each(components, c => y.set(c, a.mul(x(c)))),
  ),
);

/** Sum over sites and components of x y. For complex vectors: Re ⟨x, y⟩. */
export const dot = kernelFamily('dot', examples, (components: number, dimension: number) =>
  siteKernel(
    'dot',
    dimension,
    { x: input(reals(components)), y: input(reals(components)), total: sum },
    ({ x, y, total }) => each(components, c => total.add(x(c).mul(y(c)))),
  ),
);

/** Sum over sites and components of x². */
export const norm2 = kernelFamily('norm2', examples, (components: number, dimension: number) =>
  siteKernel('norm2', dimension, { x: input(reals(components)), total: sum }, ({ x, total }) =>
    each(components, c => total.add(x(c).mul(x(c)))),
  ),
);
