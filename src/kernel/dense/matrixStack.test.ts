/** Changes by two rows and columns: the formula, in JavaScript and in WebAssembly. */
import { expect, test } from 'vitest';
import { matrixStack, stackLoops } from './matrixStack.ts';

const [size, count] = [6, 3];
const number = (k: number) => Math.sin(1 + 3.7 * k);

test('G + G[:, i] M G[i, :]', () => {
  const stack = matrixStack(size, count);
  stack.matrices.forEach(({ re, im }, k) => {
    re.forEach((_, at) => {
      re[at] = number(at + 100 * k);
      im[at] = number(at + 100 * k + 50);
    });
  });
  const M = Float64Array.from({ length: 8 * count }, (_, k) => number(k + 1000));
  const before = stack.matrices.map(({ re, im }) => ({ re: re.slice(), im: im.slice() }));
  const i = 2;
  stack.update(i, M);
  for (const [k, { re, im }] of before.entries()) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let [x, y] = [re[a * stack.stride + b], im[a * stack.stride + b]];
        for (const p of [0, 1]) {
          for (const q of [0, 1]) {
            const [lr, li] = [re[a * stack.stride + i + p], im[a * stack.stride + i + p]];
            const [rr, ri] = [re[(i + q) * stack.stride + b], im[(i + q) * stack.stride + b]];
            const [mr, mi] = [M[8 * k + 4 * p + 2 * q], M[8 * k + 4 * p + 2 * q + 1]];
            const [tr, ti] = [lr * mr - li * mi, lr * mi + li * mr];
            x += tr * rr - ti * ri;
            y += tr * ri + ti * rr;
          }
        }
        expect(Math.abs(stack.matrices[k].re[a * stack.stride + b] - x)).toBeLessThan(1e-14);
        expect(Math.abs(stack.matrices[k].im[a * stack.stride + b] - y)).toBeLessThan(1e-14);
      }
    }
  }
});

test('JavaScript and WebAssembly agree', () => {
  const layout = stackLoops.layoutOf(size, count);
  const [expected, ...others] = [
    stackLoops.plain(layout),
    ...[true, false].map(fused => stackLoops.simd(layout, fused)),
  ];
  for (const { memory, change } of [expected, ...others]) {
    memory.forEach((_, k) => {
      memory[k] = number(k);
    });
    change(layout.matrix * 8, 2 * 8);
  }
  for (const { memory } of others) {
    for (const [k, x] of expected.memory.entries()) expect(Math.abs(memory[k] - x)).toBeLessThan(1e-14);
  }
});

test('an odd size is refused', () => expect(() => matrixStack(5, 1)).toThrow('an even size; found 5'));
