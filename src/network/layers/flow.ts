/**
 * A neural ODE: the flow of links to t = 1 along trained loops,
 *   dV/dt = Z_θ(t)(V) V,   Z_θ(t)_μ = Σ_i ρ_i(t) TA( C^(i)_μ(V) V_μ† ),   V(0) = U,
 * C^(i) the staples of loop i. With plaquettes and constant ρ it is the Wilson flow to the time ρ. In t the weights are
 *   constant     one ρ_i;
 *   piecewise    one on each of `pieces` equal stretches;
 *   linear       one at each of their pieces + 1 ends, and straight lines in between.
 * Steps are those of the Runge-Kutta scheme of third order on the group (gauge/flow/flowStep.ts), of a fixed size, so that the
 * image is a smooth function of U and the pullback is the exact derivative of the steps, not of the differential equation.
 *
 * Reference: Y. Nagai and A. Tomiya, arXiv:2103.11965, sec. III (neural ODE of gauge fields); R. T. Q. Chen et al.,
 * arXiv:1806.07366; M. Luscher, JHEP 08 (2010) 071, arXiv:1006.4518, appendix C.
 */
import { exponentialStep, stoutExponent } from '../../gauge/index.ts';
import { type Coefficient, type Field, linear, papers, scaled, type Tape, type Weight } from '../../lattice/index.ts';
import type { Layer, Theory } from './layer.ts';
import type { NetworkLoop } from './networkLoops.ts';
import { loopWeights, recordStaples } from './stout.ts';

export const flowProfiles = ['constant', 'piecewise', 'linear'] as const;
export type FlowProfile = (typeof flowProfiles)[number];

export interface FlowLayerOptions {
  readonly loops: readonly NetworkLoop[];
  /** How ρ depends on t. */
  readonly profile: FlowProfile;
  /** Stretches of the last two profiles. */
  readonly pieces: number;
  /** Runge-Kutta steps in each stretch, or in all for constant weights. */
  readonly steps: number;
}

export const flowDefaults: FlowLayerOptions = { loops: ['plaquette'], profile: 'constant', pieces: 2, steps: 2 };

/** All weights zero (the identity) to begin with. @throws if there are no loops, or a count is not a whole number from 1 */
export function flowLayer(name: string, options: Partial<FlowLayerOptions> = {}): Layer {
  const { loops, profile, pieces: asked, steps } = { ...flowDefaults, ...options };
  for (const [what, count] of Object.entries({ pieces: asked, steps })) {
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(`${name} needs a whole number of ${what}, at least 1; found ${count}.`);
    }
  }
  const pieces = profile === 'constant' ? 1 : asked;
  const nodes = profile === 'linear' ? pieces + 1 : pieces;
  const weights = Array.from({ length: nodes }, (_, k) =>
    loopWeights(nodes === 1 ? `${name}.rho` : `${name}.t${k + 1}.rho`, loops),
  );
  /** ρ_i(t) in stretch `piece`, a share of it gone. */
  const rhoAt = (piece: number, share: number): Coefficient[] =>
    loops.map((_, i) =>
      profile === 'linear' ? between(weights[piece][i], weights[piece + 1][i], share) : weights[piece][i],
    );
  return {
    name,
    weights: weights.flat(),
    cites: papers('Nagai:2021bhh', 'Luscher:2010iy'),
    forward(tape, links, theory) {
      let V = links;
      const epsilon = 1 / (pieces * steps);
      for (let piece = 0; piece < pieces; piece++) {
        for (let step = 0; step < steps; step++) {
          V = recordStep(tape, V, theory, loops, { epsilon, rho: c => rhoAt(piece, (step + c) / steps) });
        }
      }
      return V;
    },
  };
}

/** (1 − share) a + share b */
function between(a: Weight, b: Weight, share: number): Coefficient {
  return {
    constant: 0,
    terms: [
      [1 - share, a],
      [share, b],
    ],
  };
}

/** One step of size ε; ρ is asked for at t + c ε. */
function recordStep(
  tape: Tape,
  V: Field,
  theory: Theory,
  loops: readonly NetworkLoop[],
  { epsilon, rho }: { readonly epsilon: number; readonly rho: (c: number) => Coefficient[] },
): Field {
  const { group, extents } = theory;
  const dimension = extents.length;
  /** factor ε Z at W, with the weights of t + c ε. */
  const exponent = (W: Field, c: number, factor: number): Field => {
    const coefficients = rho(c).map(weight => linear(weight, factor * epsilon));
    const kernel = stoutExponent(group, dimension, loops.length);
    const C = recordStaples(tape, W, theory, loops);
    return tape.record(kernel, { C, B: W }, { rho: coefficients }).Q;
  };
  const times = (a: number, x: Field): Field => tape.record(scaled(x.components, dimension), { x }, { a }).y;
  const move = (U: Field, ...Q: readonly Field[]): Field =>
    tape.record(exponentialStep(group, dimension, Q.length), { Q, U }).V;

  // ¼ Z₀
  const first = exponent(V, 0, 1 / 4);
  const W1 = move(V, first);
  // 8/9 Z₁ and −17/36 Z₀
  const second = exponent(W1, 1 / 4, 8 / 9);
  const before = times(-17 / 9, first);
  const W2 = move(W1, second, before);
  const third = exponent(W2, 2 / 3, 3 / 4);
  return move(W2, third, times(-1, second), times(-1, before));
}
