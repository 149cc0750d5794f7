/**
 * Smearing by name, from plain data: docs/smearing.md has the formulas. U in, V out, `steps` times over:
 *
 *   stout   V = exp(TA(C U†)) U,                          C the staples with weights ρ
 *   ape     V = P[ (1 − α) U + α/n C ],                    n plaquette staples C
 *   hyp     three nested steps of that, inside the hypercubes attached to the link, P on SU(N)
 *   nhyp    the same with P on U(N), the phase of the determinant removed at the end
 *   hex     the same with stout steps, ρ = α/n
 *
 * Every smearing is gauge covariant, and all but the projection maxReTr have their exact pullback.
 */
import { type Cite, type Field, papers, Tape, type Transformation } from '../../lattice/index.ts';
import { GaugeField } from '../configuration.ts';
import { recordBlocking } from './blocking.ts';
import { recordedTransformation } from './recorded.ts';
import { recordStoutSmearing } from './stoutSmearing.ts';
import {
  type ApeTable,
  blockingWeights,
  type HypercubicTable,
  requireSmearing,
  type SmearingTable,
  smearedDirections,
} from './table.ts';
import type { Theory } from './theory.ts';

const citesOf: Record<SmearingTable['kind'], readonly Cite[]> = {
  stout: papers('Morningstar:2003gk'),
  ape: papers('APE:1987ehd'),
  hyp: papers('Hasenfratz:2001hp'),
  nhyp: papers('Hasenfratz:2001hp', 'Hasenfratz:2007rf'),
  hex: papers('Morningstar:2003gk', 'Hasenfratz:2001hp', 'Capitani:2006ni'),
};

/**
 * The smearing that the table describes.
 *
 * @throws in a sentence, if the kind is unknown or a number out of its range; when applied, if the table does not fit the
 *   dimension of the lattice
 */
export function smearing(table: SmearingTable): Transformation<GaugeField> {
  requireSmearing(table);
  const { kind, steps = 1 } = table;
  const times = steps === 1 ? '' : `, ${steps} steps`;
  const described = {
    name: `${kind} smearing${times}`,
    cites: citesOf[kind],
    weights: [],
    record(tape: Tape, links: Field, theory: Theory) {
      let image = links;
      for (let step = 0; step < steps; step++) image = recordStep(tape, image, theory, table);
      return image;
    },
  };
  return isMaximal(table) ? withoutPullback(described) : recordedTransformation(described);
}

function recordStep(tape: Tape, links: Field, theory: Theory, table: SmearingTable): Field {
  const directions = smearedDirections(table, theory.extents.length);
  if (table.kind === 'stout') return recordStoutSmearing(tape, links, theory, table.rho, directions);
  const nested = table.kind !== 'ape';
  return recordBlocking(tape, links, theory.group, {
    directions,
    nested,
    weights: blockingWeights(table, directions.length),
    step: table.kind === 'hex' ? 'stout' : table.kind === 'nhyp' ? 'unitary' : (table.projection ?? 'polar'),
  });
}

function isMaximal(table: SmearingTable): table is ApeTable | HypercubicTable {
  return 'projection' in table && table.projection === 'maxReTr';
}

/** A transformation whose tape has no way back. */
function withoutPullback({
  name,
  cites,
  record,
}: Parameters<typeof recordedTransformation>[0]): Transformation<GaugeField> {
  return {
    name: `${name}, projection maxReTr`,
    cites,
    weights: [],
    apply(u) {
      const tape = new Tape(u.field);
      const image = new GaugeField(
        u.lattice,
        u.group,
        record(tape, u.field, { group: u.group, extents: u.lattice.extents }),
      );
      tape.pullback = () => {
        throw new Error(
          `${name} with the projection maxReTr has no derivative, so an action of these links has no force. ` +
            'Use the projection polar in actions, and maxReTr in measurements.',
        );
      };
      return { image, tape };
    },
  };
}
