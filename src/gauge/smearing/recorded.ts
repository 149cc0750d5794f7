/** Transformations of gauge fields that are recorded on tapes, and so have their exact pullback. */
import { type Cite, type Field, Tape, type Transformation, type Weight } from '../../lattice/index.ts';
import { GaugeField } from '../configuration.ts';
import type { Theory } from './theory.ts';

export interface Recording {
  readonly name: string;
  readonly cites: readonly Cite[];
  readonly weights: readonly Weight[];
  /** Records the map of the links on the tape and returns its image. */
  record(tape: Tape, links: Field, theory: Theory): Field;
}

/** The map as a transformation. Releasing a tape twice throws. */
export function recordedTransformation({ name, cites, weights, record }: Recording): Transformation<GaugeField> {
  /** The last tape, kept because molecular dynamics asks again and again for the same field. */
  let idle: { tape: Tape; image: GaugeField } | undefined;
  const lent = new WeakSet<Tape>();
  return {
    name,
    cites,
    weights,
    apply(u) {
      if (idle?.tape.input === u.field) {
        const { tape, image } = idle;
        idle = undefined;
        lent.add(tape);
        tape.rerun();
        return { image, tape };
      }
      const tape = new Tape(u.field, () => {
        if (!lent.delete(tape)) throw new Error(`A tape of ${name} was released twice; release it once, after use.`);
        idle?.tape.dispose();
        idle = { tape, image };
      });
      lent.add(tape);
      const links = record(tape, u.field, { group: u.group, extents: u.lattice.extents });
      const image = new GaugeField(u.lattice, u.group, links);
      return { image, tape };
    },
  };
}
