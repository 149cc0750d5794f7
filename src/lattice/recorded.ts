/** Maps that are recorded on tapes, and so have their exact pullback. */
import type { Cite } from './citations.ts';
import type { Field, Space } from './field.ts';
import type { Transformation } from './functional.ts';
import { Tape } from './tape.ts';
import type { Weight } from './weights.ts';

export interface RecordedMap<F, G> {
  readonly name: string;
  readonly cites: readonly Cite[];
  readonly weights: readonly Weight[];
  /** Records the map of u on the tape and returns its image. */
  record(tape: Tape, u: F): G;
}

/** The map as a transformation. Releasing a tape twice throws. */
export function recorded<F extends { readonly field: Field }, G>(map: RecordedMap<F, G>): Transformation<F, G> {
  const { name, cites, weights } = map;
  /** The last tape on each lattice, kept because molecular dynamics asks again and again for the same field. */
  const idle = new WeakMap<Space, { tape: Tape; image: G }>();
  const lent = new WeakSet<Tape>();
  return {
    name,
    cites,
    weights,
    apply(u) {
      const { lattice } = u.field;
      const last = idle.get(lattice);
      if (last?.tape.input === u.field) {
        idle.delete(lattice);
        lent.add(last.tape);
        last.tape.rerun();
        return last;
      }
      const tape = new Tape(u.field, () => {
        if (!lent.delete(tape)) throw new Error(`A tape of ${name} was released twice; release it once, after use.`);
        idle.get(lattice)?.tape.dispose();
        idle.set(lattice, { tape, image });
      });
      lent.add(tape);
      const image = map.record(tape, u);
      return { image, tape };
    },
  };
}
