/**
 * Lattice gauge-equivariant convolution: the bilinear block of M. Favoni, A. Ipp, D. I. Müller and D. Schuh, Phys. Rev. Lett. 128,
 * 032003 (2022), arXiv:2012.12901, in a form whose image is links. Features A_i lead n → n + μ as links do; theirs are
 * W_i = A_i U†, matrices at n. From the staples of loops, A_i = C^(i)/n_i, n_i their number, a block makes
 *
 *   convolution   B_k = Σ_i [ ω_ki A_i + κ_ki T(A_i) ],     T_μ the mean of A_μ at n ± ν, ν ≠ μ, brought here along links
 *   product       A_k ← A_k + B_k + Σ_{i≤j} α_kij ½ (B_i U† B_j + B_j U† B_i)
 *
 * and after the last block       V_μ = exp( TA( Σ_k ρ_k A_k U† ) ) U_μ,   their L-Exp.
 *
 * T brings a feature from n + ν along the links of both its ends, and products are symmetric: so reflections of μ turn a feature into
 * its dagger, and the layer commutes with the whole hypercubic group where its loops do. With `transport` "none" neighbours are
 * added as they are: a plain convolution with the same weights, which is not gauge covariant. Self-learning stays exact with it,
 * since the accept test does not know it; it is there to be compared with.
 */
import { exponentialStep, stapleWords, stoutExponent } from '../../gauge/index.ts';
import { type Coefficient, type Field, papers, type Tape, type Weight } from '../../lattice/index.ts';
import { featureSum, gathered, symmetricProduct, type Transport } from './convolutionKernels.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { loopWeights, recordStaples } from './stout.ts';

export interface ConvolutionOptions {
  /** One feature for each of these. */
  readonly loops: readonly NetworkLoop[];
  /** Convolutions with products, one after the other. */
  readonly depth: number;
  readonly transport: Transport;
}

export const convolutionDefaults: ConvolutionOptions = { loops: ['plaquette'], depth: 1, transport: 'links' };

interface Block {
  /** ω_ki and κ_ki, k slower. */
  readonly here: readonly Weight[];
  readonly around: readonly Weight[];
  /** α_kij, i ≤ j, k slowest. */
  readonly products: readonly Weight[];
}

/** All weights zero (the identity) to begin with. @throws if there are no loops, or the depth is not a whole number from 1 */
export function convolutionLayer(name: string, options: Partial<ConvolutionOptions> = {}): Layer {
  const { loops, depth, transport } = { ...convolutionDefaults, ...options };
  if (!Number.isInteger(depth) || depth < 1) {
    throw new Error(`${name} needs a whole number of convolutions, at least 1; found ${depth}.`);
  }
  const rho = loopWeights(`${name}.rho`, loops);
  const zero = (weight: string): Weight => ({ name: `${name}.${weight}`, value: 0 });
  const blocks = Array.from({ length: depth }, (_, d): Block => {
    const between = (part: string) => loops.flatMap(to => loops.map(from => zero(`conv${d}.${part}.${from}.${to}`)));
    const products = loops.flatMap(to =>
      pairs(loops.length).map(([i, j]) => zero(`conv${d}.product.${loops[i]}.${loops[j]}.${to}`)),
    );
    return { here: between('here'), around: between('around'), products };
  });
  return {
    name,
    weights: [...rho, ...blocks.flatMap(({ here, around, products }) => [...here, ...around, ...products])],
    cites: papers('Favoni:2020reg'),
    ...(transport === 'none' && { breaks: 'gauge covariance' as const }),
    forward(tape, U, theory) {
      let A = recordShares(tape, U, theory, loops);
      for (const block of blocks) A = recordBlock(tape, U, theory, A, block, transport);
      const { group, extents } = theory;
      const Q = tape.record(stoutExponent(group, extents.length, A.length), { C: A, B: U }, { rho }).Q;
      return tape.record(exponentialStep(group, extents.length, 1), { Q: [Q], U }).V;
    },
  };
}

/** i ≤ j < count */
function pairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => i).flatMap(i =>
    Array.from({ length: count - i }, (_, j): [number, number] => [i, i + j]),
  );
}

/** C^(i)/n_i */
function recordShares(tape: Tape, U: Field, theory: Theory, loops: readonly NetworkLoop[]): Field[] {
  return recordStaples(tape, U, theory, loops).map((C, i) => {
    const counts = stapleWords(loops[i], theory.extents).map(words => words.length);
    return recordSum(tape, theory, [C], [1 / Math.max(...counts)]);
  });
}

function recordSum(tape: Tape, { group, extents }: Theory, A: readonly Field[], w: readonly Coefficient[]): Field {
  return tape.record(featureSum(group, extents.length, A.length), { A }, { w }).B;
}

function recordBlock(
  tape: Tape,
  U: Field,
  theory: Theory,
  A: readonly Field[],
  { here, around, products }: Block,
  transport: Transport,
): Field[] {
  const { group, extents } = theory;
  const dimension = extents.length;
  const count = A.length;
  const T = A.map(a => tape.record(gathered(group, dimension, transport), { U, A: a }).T);
  const rowOf = (weights: readonly Weight[], k: number, width: number) => weights.slice(k * width, (k + 1) * width);
  const B = A.map((_, k) =>
    recordSum(tape, theory, [...A, ...T], [...rowOf(here, k, count), ...rowOf(around, k, count)]),
  );
  const P = pairs(count).map(([i, j]) => tape.record(symmetricProduct(group, dimension), { U, A: B[i], B: B[j] }).P);
  return A.map((a, k) => recordSum(tape, theory, [a, B[k], ...P], [1, 1, ...rowOf(products, k, P.length)]));
}
