/**
 * Self-learning HMC without the noise of pseudofermions. The field φ is drawn from the surrogate, of density
 * exp(−S_θ(φ; U)) / det_θ(U), and integrated with H_θ = ½p² + S_g + S_θ(φ; U); what is accepted is
 *   exp(−ΔH_θ) · [det / det_θ](U') / [det / det_θ](U),
 * with dense determinants, so that the links have the weight exp(−S_g) det(U) exactly. What the surrogate does not know is then
 * a smooth function of U alone: the change of ln det − ln det_θ.
 *
 * Reference: M. Hasenbusch, Phys. Lett. B 519, 177 (2001), hep-lat/0107019 (a determinant in two factors); here the second
 * one is not simulated but computed.
 */
import { type Pseudofermion, staggeredDeterminant, staggeredPseudofermion } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import {
  add,
  type Functional,
  key,
  type Lattice,
  pulledBack,
  scale,
  type Trainable,
  type Transformation,
} from '../../lattice/index.ts';
import type { StepKey } from '../../markov/index.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { solverOf } from '../../runfile/schema/sampler.ts';
import type { QuarkTerm } from './quarks.ts';

type Action = Functional<GaugeField> | Trainable<GaugeField>;

export interface NoiselessQuarks {
  readonly pseudofermions: Pseudofermion;
  /** S_θ of the field, the force. */
  readonly action: Action;
  /** S_θ − ln(det / det_θ): what stands for the quarks in the accept test. */
  readonly accept: Functional<GaugeField>;
  /** −ln det_θ and −ln det: what training compares. */
  readonly surrogate: Action;
  readonly exact: Functional<GaugeField>;
  refresh(u: GaugeField, key: StepKey): void;
}

export function noiselessQuarks(
  run: Pick<GaugeRun, 'sampler'>,
  { described, boundary }: QuarkTerm,
  { lattice, group }: { readonly lattice: Lattice; readonly group: Group },
  mass: number,
  map: Transformation<GaugeField> | undefined,
): NoiselessQuarks {
  if (described.kind !== 'staggered') {
    throw new Error(`Dense determinants are of staggered quarks; found ${described.kind}.`);
  }
  const { flavours } = described;
  const { acceptTolerance, tolerance, maxIterations } = solverOf(run.sampler);
  const common = { lattice, group, flavours, boundary };
  const solver = { tolerance: acceptTolerance, forceTolerance: tolerance, maxIterations };
  const pseudofermions = staggeredPseudofermion({ ...common, mass, solver });
  const onImage = (action: Functional<GaugeField>): Action => (map ? pulledBack(action, map) : action);
  const action = onImage(pseudofermions.action);
  const surrogate = onImage(staggeredDeterminant({ ...common, mass }));
  const exact = staggeredDeterminant({ ...common, mass: described.mass });
  return {
    pseudofermions,
    action,
    accept: add(action, exact, scale(-1, surrogate)),
    surrogate,
    exact,
    refresh(u, { seed, trajectory }) {
      const { image, tape } = map?.apply(u) ?? { image: u };
      pseudofermions.refresh(image, key(seed, trajectory, 'pseudofermion'));
      tape?.release();
    },
  };
}
