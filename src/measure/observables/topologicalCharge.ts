/**
 * The topological charge: in two dimensions that of U(1), by the angles of the plaquettes (geometricCharge.ts); in four
 * dimensions
 *   Q = −(1/32 π²) Σ_x ε_{μνρσ} tr F_{μν} F_{ρσ}
 *     = (n_T / 4 π²) Σ_x [ F^a_{01} F^a_{23} − F^a_{02} F^a_{13} + F^a_{03} F^a_{12} ],
 * F antihermitian as in fieldStrength.ts, directions 0 … 3 = x, y, z, t and ε_{0123} = +1. Hence parallel fluxes in
 * the planes (x, y) and (z, t) have Q > 0. Other programs use the opposite sign. Q is near an integer only on
 * smooth (flowed) fields. There are two improved definitions, both free of errors O(a²) at tree level: `improved` puts
 * clovers and rectangles together in F, `improvedCharge` in the charge, Q = 5/3 Q_clover − 1/6 Q_rectangle.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518, section 5; P. Di Vecchia et al., Nucl. Phys. B 192, 392
 * (1981) (the definition by plaquettes); S. O. Bilson-Thompson et al., hep-lat/0203008 (`improved`); C. Alexandrou, A.
 * Athenodorou and K. Jansen, Phys. Rev. D 92, 125014 (2015), arXiv:1509.04259 (`improvedCharge`).
 */

import type { GaugeField } from '../../gauge/index.ts';
import { type Field, workspaceOf } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { addProduct, fieldStrength, type Plane, type StrengthDefinition } from './fieldStrength.ts';
import { geometricCharge } from './geometricCharge.ts';
import type { Observable } from './observable.ts';

const dualPlanes: readonly { readonly planes: readonly [Plane, Plane]; readonly sign: 1 | -1 }[] = [
  {
    planes: [
      [0, 1],
      [2, 3],
    ],
    sign: 1,
  },
  {
    planes: [
      [0, 2],
      [1, 3],
    ],
    sign: -1,
  },
  {
    planes: [
      [0, 3],
      [1, 2],
    ],
    sign: 1,
  },
];

/** In four dimensions, how the charge is made of field strengths; in two, by the angles of the plaquettes. */
export type ChargeDefinition = StrengthDefinition | 'improvedCharge' | 'geometric';

/**
 * The definition that was asked for, or the usual one: by clovers in four dimensions, geometric in two.
 *
 * @throws if the theory has no topological charge, or not by that definition
 */
export function chargeDefinitionOf(
  { group, lattice: { dimension } }: Pick<GaugeField, 'group' | 'lattice'>,
  asked?: ChargeDefinition,
): ChargeDefinition {
  if (dimension === 2 && group.name !== 'U(1)') {
    throw new Error(
      `${group.name} has no topological charge in 2 dimensions; U(1) has one there, and all groups in 4 dimensions.`,
    );
  }
  if (dimension === 3) throw new Error('The topological charge is defined in 2 and 4 dimensions; this lattice has 3.');
  const usual = dimension === 2 ? 'geometric' : 'clover';
  if ((asked ?? usual) === 'geometric' ? dimension === 2 : dimension === 4) return asked ?? usual;
  throw new Error(
    `In ${plural(dimension, 'dimension')} there is no topological charge by the definition "${asked}"; leave it out to have "${usual}".`,
  );
}

interface ChargePart {
  readonly strength: StrengthDefinition;
  readonly weight: number;
}

function partsOf(definition: Exclude<ChargeDefinition, 'geometric'>): readonly ChargePart[] {
  if (definition !== 'improvedCharge') return [{ strength: definition, weight: 1 }];
  return [
    { strength: 'clover', weight: 5 / 3 },
    { strength: 'rectangle', weight: -1 / 6 },
  ];
}

/**
 * Writes the charge density q(x), one real per site, to `out`.
 *
 * @returns Q, the sum over all sites
 * @throws as `chargeDefinitionOf`
 */
export function topologicalChargeDensity(u: GaugeField, asked: ChargeDefinition | undefined, out: Field): number {
  const { group, lattice } = u;
  const definition = chargeDefinitionOf(u, asked);
  if (definition === 'geometric') return geometricCharge(lattice.dimension).run({ U: u.field, D: out }).total;
  const workspace = workspaceOf(lattice);
  const [A, B] = [workspace.take(group.algebraSize), workspace.take(group.algebraSize)];
  out.fill(0);
  let total = 0;
  for (const { strength, weight } of partsOf(definition)) {
    for (const { planes, sign } of dualPlanes) {
      fieldStrength(u, planes[0], strength, A);
      fieldStrength(u, planes[1], strength, B);
      const c = (weight * sign * group.generatorNorm) / (4 * Math.PI ** 2);
      total += addProduct(group.algebraSize, 4).run({ A, B, D: out, c }).total;
    }
  }
  workspace.giveBack(A);
  workspace.giveBack(B);
  return total;
}

const fourDimensional = (definition: ChargeDefinition) =>
  `Q = −(1/32π²) Σ_x ε tr F F with ε_xyzt = +1, ${definition} definition`;
const twoDimensional = 'Q = (1/2π) Σ_x arg U_xt in two dimensions, an integer';

/** Q. Left out, the definition is by clovers in four dimensions and geometric in two. */
export function topologicalCharge(definition?: ChargeDefinition): Observable<GaugeField, number> {
  return {
    name: 'topological_charge',
    normalisation:
      definition === 'geometric'
        ? twoDimensional
        : definition
          ? fourDimensional(definition)
          : `${fourDimensional('clover')}; ${twoDimensional}`,
    measure(u) {
      const workspace = workspaceOf(u.lattice);
      const scratch = workspace.take(1);
      const charge = topologicalChargeDensity(u, definition, scratch);
      workspace.giveBack(scratch);
      return charge;
    },
  };
}
