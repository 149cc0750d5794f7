// The comparison of languages by matrix times vector: w ← w + vᵀA with a 12×12 complex matrix, 10⁴ times over, ten runs.
// JavaScript and C repeat one product, as that comparison does; Cask does 10⁴ different vectors, on a lattice of 10⁴ sites.
import { input, Machine, type Real, reals, siteKernel, update } from '../src/kernel/index.ts';
import { Lattice } from '../src/lattice/index.ts';
import { alignedReals, type CKernels } from './c/build.ts';
import { compiled, warmUp } from './engine.ts';
import { type Candidate, type Timing, timed } from './timing.ts';

const size = 12;
const products = 10_000;
const extents = [100, 100];
const repetitions = 10;
const flops = 8 * size * size * products;

const A = alignedReals(2 * size * size) as Float64Array;
for (let k = 0; k < A.length; k++) A[k] = Math.cos(k);
const v = alignedReals(2 * size) as Float64Array;
for (let k = 0; k < v.length; k++) v[k] = Math.sin(k);

const candidate = (name: string, run: () => void): Candidate => ({
  name,
  run: () => {
    for (let repetition = 0; repetition < repetitions; repetition++) run();
  },
  flops: repetitions * flops,
  bytes: repetitions * 8 * 4 * size * products,
  sites: repetitions * products,
});

function caskCandidate(kind: string): Candidate {
  const vector = reals(2 * size);
  const kernel = siteKernel('matrixVector', extents.length, { v: input(vector), w: update(vector) }, ({ v, w }) => {
    for (let j = 0; j < size; j++) {
      let re: Real = w(2 * j);
      let im: Real = w(2 * j + 1);
      for (let k = 0; k < size; k++) {
        const [ar, ai] = [A[2 * (size * k + j)], A[2 * (size * k + j) + 1]];
        re = re.add(v(2 * k).mul(ar)).sub(v(2 * k + 1).mul(ai));
        im = im.add(v(2 * k).mul(ai)).add(v(2 * k + 1).mul(ar));
      }
      w.set(2 * j, re);
      w.set(2 * j + 1, im);
    }
  });
  const lattice = new Lattice(extents, new Machine(kind));
  const [from, to] = [lattice.field(2 * size).fill(0.5), lattice.field(2 * size)];
  const run = kernel.bind({ v: from, w: to });
  return candidate(`Cask ${kind}`, () => run());
}

function javascriptCandidate(): Candidate {
  const w = new Float64Array(2 * size);
  return candidate('JavaScript', () => {
    for (let product = 0; product < products; product++) {
      for (let k = 0; k < size; k++) {
        for (let j = 0; j < size; j++) {
          const at = 2 * (size * k + j);
          w[2 * j] += v[2 * k] * A[at] - v[2 * k + 1] * A[at + 1];
          w[2 * j + 1] += v[2 * k] * A[at + 1] + v[2 * k + 1] * A[at];
        }
      }
    }
  });
}

export function matrixVectorRace(cs: readonly CKernels[], quick: boolean): Timing[] {
  const inC = cs.flatMap(({ name, matrixVector12 }) => {
    if (!matrixVector12) return [];
    const w = alignedReals(2 * size);
    return [candidate(name, () => matrixVector12(products, A, v, w))];
  });
  const cask = (['wasm128', 'wasm256'] as const).map(kind => compiled(kind === 'wasm256', () => caskCandidate(kind)));
  const inJavaScript = javascriptCandidate();
  warmUp(inJavaScript.run);
  return timed([...cask, inJavaScript, ...inC], { rounds: quick ? 2 : 8, turn: 5 });
}
