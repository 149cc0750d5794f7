/**
 * Mesons of two quarks with spin: with O = ψ̄₁ Γ ψ₂ at the sink and Γ′ at the source,
 *   ⟨O(x) O'(x₀)†⟩ = −Tr[ Γ S₂(x) Γ̄′ γ₅ S₁(x)† γ₅ ],
 * Γ̄′ = γ_t Γ′† γ_t, S the propagators from the source, spin and colour summed. The pion (P) is
 * |S|²; all channels with Γ = Γ′ are positive where reflection positivity holds.
 *
 * The quarks are of different flavours: there are no quark loops that begin and end at the source.
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), section 6.1.
 */
import type { ComplexNumbers } from '../correlators/torusCorrelation.ts';
import type { Fold } from '../observable.ts';
import type { Propagator } from './propagator.ts';
import {
  channelVertex,
  conjugateVertex,
  gamma5,
  type SpinMatrix,
  spinProduct,
  spinTimes,
  spinTranspose,
} from './spinMatrices.ts';

/** Γ at the sink and at the source of a channel: `P`, `V1` … with the same at both ends, or `A4-P`. */
export function mesonVertices(dimension: number, channel: string): readonly [SpinMatrix, SpinMatrix] {
  const [atSink, atSource = atSink] = channel.split('-');
  return [channelVertex(dimension, atSink), channelVertex(dimension, atSource)];
}

/**
 * The sign of C(T − t) against C(t). Reflection in time takes Γ to (γ_t γ₅) Γ (γ_t γ₅)⁻¹, which is Γ with a sign: − for each
 * factor γ_t and for γ₅. Both ends contribute theirs.
 */
export function mesonFold(dimension: number, channel: string): Fold {
  const signs = channel.split('-').map(vertex => {
    const factors = [...vertex.slice(1)].filter(direction => Number(direction) === dimension).length;
    return (-1) ** (factors + Number(/^[PA]/.test(vertex)));
  });
  const [atSink, atSource = atSink] = signs;
  return (atSink * atSource) as Fold;
}

const cosines = [1, 0, -1, 0];
const sines = [0, 1, 0, -1];

/** −Tr[ Γ S₂ Γ̄′ γ₅ S₁† γ₅ ] at every site. */
export function mesonDensity(
  dimension: number,
  S1: Propagator,
  S2: Propagator,
  atSink: SpinMatrix,
  atSource: SpinMatrix,
): ComplexNumbers {
  const { spins, colours } = S1;
  const left = spinTimes(2, spinProduct(gamma5(dimension), atSink));
  // Read by columns: which row of Γ̄′ γ₅ has an entry there.
  const right = spinTranspose(spinProduct(conjugateVertex(dimension, atSource), gamma5(dimension)));
  const size = 2 * spins * colours;
  const volume = S1.columns[0].length / size;
  const [re, im] = [new Float64Array(volume), new Float64Array(volume)];
  for (let s = 0; s < spins; s++) {
    for (let r = 0; r < spins; r++) {
      const power = (left.power[s] + right.power[r]) % 4;
      const [c, d] = [cosines[power], sines[power]];
      for (let b = 0; b < colours; b++) {
        const [one, two] = [S1.columns[r * colours + b], S2.columns[right.column[r] * colours + b]];
        for (let a = 0; a < colours; a++) {
          const [first, second] = [2 * (s * colours + a), 2 * (left.column[s] * colours + a)];
          for (let site = 0; site < volume; site++) {
            const [k, l] = [site * size + first, site * size + second];
            const x = two[l] * one[k] + two[l + 1] * one[k + 1];
            const y = two[l + 1] * one[k] - two[l] * one[k + 1];
            re[site] += c * x - d * y;
            im[site] += c * y + d * x;
          }
        }
      }
    }
  }
  return { re, im };
}
