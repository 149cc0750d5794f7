/**
 * The Dirac operator of highly improved staggered quarks (HISQ) on a lattice, D = m + D₀, for changing links and masses:
 * D₀ hops along the fat and long links of hops.ts. The map from the gauge links to those is on a tape, so that derivatives
 * with respect to them can be pulled back.
 */
import { coldStart, type GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { input, kernelFamily, reals, siteKernel, sum } from '../../kernel/index.ts';
import { type Field, type Lattice, papers, sharedOn, Tape, type Transformation } from '../../lattice/index.ts';
import { StaggeredDirac } from '../staggered/hops.ts';
import { antiperiodicInTime, type Boundary, phaseField } from '../staggered/phases.ts';
import { recordHisqLinks } from './fatLinks.ts';
import { hisqBilinear, hisqEnds, hisqHopping, hisqLinks, hisqShifted } from './hops.ts';

/** The sum of the squares of x − y. */
export const squaredDifference = kernelFamily(
  'squaredDifference',
  () =>
    [
      [4, 4],
      [6, 4],
    ] as const,
  (components: number, dimension: number) =>
    siteKernel(
      'squaredDifference',
      dimension,
      { x: input(reals(components)), y: input(reals(components)), total: sum },
      ({ x, y, total }) => {
        for (let c = 0; c < components; c++) {
          const difference = x(c).sub(y(c));
          total.add(difference.mul(difference));
        }
      },
    ),
);

export interface HisqOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  /** Correction of the Naik term for heavy quarks; default 0. */
  readonly naikEpsilon?: number;
  /** Default: antiperiodic in time, periodic in space. */
  readonly boundary?: Boundary;
}

/** Coefficient of the Naik term against that of the simple hop. */
const naikCoefficient = (naikEpsilon: number) => -(1 + naikEpsilon) / 24;

/** The sum of the sizes of all paths from a site to one neighbour bounds the norm of a hop. */
function largestHop(naikEpsilon: number): number {
  return Math.abs(1 + naikEpsilon / 8) + 7 / 8 + 6 / 8 + Math.abs(naikCoefficient(naikEpsilon));
}

/** The thin links, the fat and long links V made from them, and the tape between the two. */
function recordedLinks({ lattice, group }: HisqOptions, naikEpsilon: number, boundary: Boundary) {
  requireRoom(lattice);
  const thin = coldStart(lattice, group);
  // Belongs to the operator: released by its users, it stays as it is.
  const tape = new Tape(thin.field, () => {});
  const { fat, unitary } = recordHisqLinks(tape, thin.field, group, naikEpsilon);
  const parts = { X: fat, W: unitary, signs: phaseField(lattice, boundary) };
  const kernel = hisqLinks(group, lattice.dimension);
  const { V: links } = tape.record(kernel, parts, { naik: naikCoefficient(naikEpsilon) });
  return { thin, tape, links };
}

/** The operator of this lattice for all who read in their links before every use: smearing needs many fields. */
export function sharedHisqOperator(options: HisqOptions): HisqOperator {
  const { lattice, group, naikEpsilon = 0, boundary = antiperiodicInTime(lattice.dimension) } = options;
  const name = `HISQ operator of ${group.name}, epsilon = ${naikEpsilon}, ${boundary}`;
  return sharedOn(lattice, name, () => new HisqOperator(options));
}

/** V, which is not in the group and does not move: functionals of it have a differential, and no force. */
export interface HisqImage {
  readonly field: Field;
}

export class HisqOperator extends StaggeredDirac {
  readonly naikEpsilon: number;
  /** V: fat and long links, with phases and boundary signs. */
  readonly links: Field;
  /** A strict bound on the eigenvalues of −D₀ D₀. */
  readonly spectralBound: number;
  /** The map from gauge links to V; an image lasts until links are read in again. */
  readonly smearing: Transformation<GaugeField, HisqImage>;
  private readonly thin: GaugeField;
  private readonly tape: Tape;
  private readonly gather: () => void;

  /** @throws if the lattice is not four-dimensional, or shorter than 4 in some direction */
  constructor(options: HisqOptions) {
    const { lattice, group, naikEpsilon = 0, boundary = antiperiodicInTime(lattice.dimension) } = options;
    const { thin, tape, links } = recordedLinks(options, naikEpsilon, boundary);
    const { dimension } = lattice;
    const [hopping, shifted] = [hisqHopping(group, dimension), hisqShifted(group, dimension)];
    const hops = lattice.field(2 * links.components);
    super({ name: 'HISQ', lattice, group, boundary, hops, hopping, shifted });
    this.links = links;
    const gather = hisqEnds(group, dimension).bind({ V: links, ends: hops });
    this.gather = () => void gather();
    gather();
    this.naikEpsilon = naikEpsilon;
    this.spectralBound = (dimension * largestHop(naikEpsilon)) ** 2;
    const image = { field: links };
    this.smearing = {
      name: 'HISQ links',
      cites: papers('Follana:2006rc'),
      weights: [],
      apply: u => {
        this.setLinks(u);
        return { image, tape };
      },
    };
    this.thin = thin;
    this.tape = tape;
  }

  /** Links that were read in last are not smeared again, so that several quarks may share the operator. */
  protected override readLinks(u: GaugeField): void {
    const { field } = this.thin;
    const { total } = squaredDifference(field.components, this.lattice.dimension).run({ x: u.field, y: field });
    if (total === 0) return;
    this.thin.copyFrom(u);
    this.tape.rerun();
    this.gather();
  }

  /**
   * Prepares adding weight d Re[ X† D₀ Y − Y† D₀ X ]/dV by hops forwards: that is weight d(φ† X)/dV for
   * X = (s − D₀ D₀)⁻¹ φ and Y = D₀ X. X may live on one parity, Y then lives on the other.
   */
  bindBilinear(X: Field, Y: Field, derivative: Field): (weight: number) => void {
    const kernel = hisqBilinear(this.group, this.lattice.dimension).adjoint(['V'], ['V']);
    const first = kernel.bind({ near: X, far: Y, d_V: derivative }, { sites: X.parity });
    const second = kernel.bind({ near: Y, far: X, d_V: derivative }, { sites: Y.parity });
    return weight => {
      first({ d_total: weight });
      second({ d_total: -weight });
    };
  }
}

function requireRoom({ dimension, extents, name }: Lattice): void {
  if (dimension !== 4) {
    throw new Error(`HISQ quarks are defined in 4 dimensions; the lattice ${name} has ${dimension}.`);
  }
  if (extents.some(extent => extent < 4)) {
    throw new Error(`HISQ quarks hop over three sites and need at least 4 in every direction; the lattice is ${name}.`);
  }
}
