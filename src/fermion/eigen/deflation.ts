/**
 * Low modes solve their part of a system at once:
 *   x₀ = Σ_i v_i ⟨v_i, b⟩ / (λ_i + shift).
 * A solver that starts there sees the spectrum above the modes only, as far as they are accurate.
 *
 * Reference: P. de Forcrand, Nucl. Phys. B (Proc. Suppl.) 47, 228 (1996), hep-lat/9509082.
 */
import type { Field } from '../../lattice/index.ts';
import { complexAxpy, complexDot } from '../solvers/complexLinear.ts';
import type { Eigenpair } from './eigenpair.ts';

/**
 * The start for (A + shift) x = b, valid until the next call.
 *
 * @throws if there are no modes, or an eigenvalue + shift is not positive
 */
export function deflatedGuess(pairs: readonly Eigenpair[]): (b: Field, shift: number) => Field {
  const [first] = pairs;
  if (!first) throw new Error('Deflation needs at least one low mode; found none.');
  const { components, parity, lattice } = first.vector;
  const sites = { sites: parity };
  const [right, start] = [first.vector.like(), first.vector.like()];
  const modes = pairs.map(({ value, vector }) => ({
    value,
    overlap: complexDot(components, lattice.dimension).bind({ x: vector, y: right }, sites),
    add: complexAxpy(components, lattice.dimension).bind({ x: vector, y: start }, sites),
  }));
  return (b, shift) => {
    right.copyFrom(b);
    start.fill(0);
    for (const { value, overlap, add } of modes) {
      if (!(value + shift > 0))
        throw new Error(`A low mode of eigenvalue ${value} with shift ${shift} is not positive.`);
      const { re, im } = overlap();
      add({ re: re / (value + shift), im: im / (value + shift) });
    }
    return start;
  };
}
