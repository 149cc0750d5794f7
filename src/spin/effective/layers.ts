/**
 * One layer of an effective model, S → S′ with |S′| = 1 and as many weights as 3 (n_max + 1) or close to it:
 *
 *   transformer   Q, K, V: block spins, one weight per shell, the site itself included.
 *                 S′_i = Norm( S_i + Σ_j A_ij V_j ),  A_ij = ReLU( Q_i·K_j/√3 ), j every site of the lattice;
 *   convolution   the same with j = i only: block spins gated by their own product. What attention adds is what is missing here;
 *   plain         a Transformer that knows nothing of symmetry: Q = W_q T, K = W_k T, V = W_v T + b with matrices that mix the
 *                 three components of the token T_i = S_i + p_i; p_i tells the places of the lattice apart (30 weights).
 *
 * Norm(v) = v/|v|. The first two turn with the spins and move with the lattice.
 *
 * References: Y. Nagai and A. Tomiya, arXiv:2306.11527; A. Tomiya and Y. Nagai, arXiv:2310.13222 (transformer).
 */
import type { Field, Tape, Weight } from '../../lattice/index.ts';
import { coordinatesOf } from '../../lattice/index.ts';
import {
  added,
  attention,
  attentionParts,
  blockSpins,
  type Displacements,
  mixedComponents,
  residual,
  type Score,
  shellSums,
} from './kernels.ts';
import { allDisplacements, type Shell } from './shells.ts';

export const layerKinds = ['transformer', 'convolution', 'plain'] as const;
export type LayerKind = (typeof layerKinds)[number];

export interface SpinLayer {
  readonly weights: readonly Weight[];
  /** For each weight, over how many sites it counts: what a larger lattice divides it by (training/grow.ts). */
  readonly shares: readonly number[];
  /** Whether every site sees every other, or itself alone. */
  readonly attends: boolean;
  /** Records queries, keys and values on the tape. */
  project(tape: Tape, S: Field): Projected;
  /** Records S′ on the tape. */
  forward(tape: Tape, S: Field): Field;
}

export type Projected = Readonly<Record<'Q' | 'K' | 'V', Field>>;

export interface LayerOptions {
  readonly extents: readonly number[];
  readonly shells: readonly Shell[];
  readonly score: Score;
}

export function spinLayer(kind: LayerKind, name: string, options: LayerOptions): SpinLayer {
  return kind === 'plain' ? plainLayer(name, options) : blockSpinLayer(kind, name, options);
}

function blockSpinLayer(kind: 'transformer' | 'convolution', name: string, options: LayerOptions): SpinLayer {
  const count = options.shells.length + 1;
  const attends = kind === 'transformer';
  const inBlock = [1, ...options.shells.map(({ displacements }) => displacements.length)];
  const [q, k, v] = ['Q', 'K', 'V'].map(letter => weightsNamed(`${name}.${letter}`, count));
  const inShells = options.shells.map(({ displacements }) => displacements);
  return attentionLayer(options, {
    weights: [...q, ...k, ...v],
    shares: [...inBlock, ...inBlock, ...inBlock.map(sites => sites * sitesSummed(attends, options))],
    attends,
    project(tape, S) {
      const { dimension } = S.lattice;
      const { sums } = tape.record(shellSums(dimension, inShells), { S });
      return named(tape.record(blockSpins(dimension, count), { sums }, { q, k, v }));
    },
  });
}

function plainLayer(name: string, options: LayerOptions): SpinLayer {
  const [q, k, v, b] = [
    ['Q', 9],
    ['K', 9],
    ['V', 9],
    ['b', 3],
  ].map(([letter, count]) => weightsNamed(`${name}.${letter}`, Number(count)));
  return attentionLayer(options, {
    weights: [...q, ...k, ...v, ...b],
    shares: [...q.map(() => 1), ...k.map(() => 1), ...[...v, ...b].map(() => sitesSummed(true, options))],
    attends: true,
    project(tape, S) {
      const place = tape.keep('places', 3).fromArray(placesOf(S.lattice.extents, options.extents.length));
      return named(tape.record(mixedComponents(S.lattice.dimension), { S, place }, { q, k, v, b }));
    },
  });
}

/** How many values a site receives, unless softmax makes their mean of them. */
const sitesSummed = (attends: boolean, { extents, score }: LayerOptions): number =>
  attends && score !== 'softmax' ? extents.reduce((a, b) => a * b, 1) : 1;

function attentionLayer({ extents, score }: LayerOptions, parts: Omit<SpinLayer, 'forward'>): SpinLayer {
  const partners = parts.attends ? allDisplacements(extents) : [extents.map(() => 0)];
  return { ...parts, forward: (tape, S) => attended(tape, S, parts.project(tape, S), partners, score) };
}

const named = ({ Q, K, V }: Readonly<Record<string, Field>>): Projected => ({ Q, K, V });

function attended(tape: Tape, S: Field, { Q, K, V }: Projected, partners: Displacements, score: Score): Field {
  const { dimension } = S.lattice;
  const M = attentionParts(partners)
    .map(part => tape.record(attention(dimension, part, score), { Q, K, V }).M)
    .reduce((a, b) => tape.record(added(dimension), { a, b }).out);
  return tape.record(residual(dimension, score === 'softmax'), { S, M }).out;
}

const weightsNamed = (name: string, count: number): Weight[] =>
  Array.from({ length: count }, (_, n) => ({ name: `${name}${n}`, value: 0 }));

/**
 * p = (sin θ₀, sin θ₁, cos θ₀ + ⅓ cos θ₁ + …), θ_μ = 2π x_μ/L_μ, which differs from site to site of a plane; a third direction
 * adds to all three.
 */
function placesOf(extents: readonly number[], physical: number): Float64Array {
  const volume = extents.reduce((a, b) => a * b, 1);
  const places = new Float64Array(3 * volume);
  for (let site = 0; site < volume; site++) {
    coordinatesOf(site, extents)
      .slice(0, physical)
      .forEach((x, mu) => {
        const angle = (2 * Math.PI * x) / extents[mu];
        places[3 * site + (mu % 2)] += Math.sin(angle) / 3 ** Math.floor(mu / 2);
        places[3 * site + 2] += Math.cos(angle) / 3 ** mu;
      });
  }
  return places;
}
