/** Transformations of gauge fields that are recorded on tapes, and so have their exact pullback. */
import { type Cite, type Field, recorded, type Tape, type Transformation, type Weight } from '../../lattice/index.ts';
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
  return recorded({
    name,
    cites,
    weights,
    record(tape, { field, lattice, group }: GaugeField) {
      return new GaugeField(lattice, group, record(tape, field, { group, extents: lattice.extents }));
    },
  });
}
