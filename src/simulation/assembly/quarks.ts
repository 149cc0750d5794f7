/**
 * The quarks of a run: each kind with its pseudofermions, as one action for the accept test and as named forces. On
 * smeared links the pseudofermions are drawn there, and the forces are pulled back.
 */
import {
  type Boundary,
  domainWallPseudofermions,
  hisqPseudofermion,
  moebiusCoefficients,
  type Pseudofermion,
  staggeredHasenbusch,
  wilsonPseudofermions,
} from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { add, type Functional, key, type Lattice, pulledBack } from '../../lattice/index.ts';
import type { Forces, StepKey } from '../../markov/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { partNames, quarkName, quarksOf } from '../../runfile/schema/action.ts';
import type { Quark } from '../../runfile/schema/fermion.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { solverOf } from '../../runfile/schema/sampler.ts';
import type { ProgressListener } from '../progress.ts';
import { smearingOf } from './smearing.ts';

/** One kind of quark, ready to be simulated. */
export interface QuarkTerm {
  readonly described: Quark;
  readonly boundary: Boundary;
  /** The determinant is split into these, most often one. */
  readonly pseudofermions: readonly Pseudofermion[];
  /** What the accept test adds. */
  readonly actions: readonly Functional<GaugeField>[];
  /** The same by force name. */
  readonly forces: Forces<GaugeField>;
  refresh(u: GaugeField, key: StepKey): void;
}

export function quarkTermsOf(run: GaugeRun, lattice: Lattice, group: Group, progress?: ProgressListener): QuarkTerm[] {
  const described = quarksOf(run.action);
  const parts = described.map(quark => pseudofermionsOf(run, quark, lattice, group, progress));
  return described.map((quark, k) => {
    const pseudofermions = parts[k];
    const before = parts.slice(0, k).reduce((sum, { length }) => sum + length, 0);
    const smearing = 'smearing' in quark && quark.smearing ? smearingOf(quark.smearing) : undefined;
    const actions = pseudofermions.map(({ action }) => (smearing ? pulledBack(action, smearing) : action));
    const names = partNames(quarkName(described, k), quark);
    return {
      described: quark,
      boundary: boundaryOf(quark, lattice),
      pseudofermions,
      actions,
      forces: Object.fromEntries(
        names.map((name, n) => [name, together(actions.filter((_, part) => part % names.length === n))]),
      ),
      refresh(u, { seed, trajectory }) {
        const { image, tape } = smearing?.apply(u) ?? { image: u };
        pseudofermions.forEach((part, i) => {
          part.refresh(image, key(seed, trajectory, 'pseudofermion', before + i));
        });
        tape?.release();
      },
    };
  });
}

/** Several pairs of flavours kick with one force. */
function together(actions: readonly Functional<GaugeField>[]): Functional<GaugeField> {
  return actions.length === 1 ? actions[0] : add(...actions);
}

function boundaryOf({ boundary }: Quark, { dimension }: Lattice): Boundary {
  return Array.from({ length: dimension }, (_, mu) => (mu === dimension - 1 ? boundary : 'periodic'));
}

/** @throws InputError if the operator refuses what the run says */
function pseudofermionsOf(
  run: GaugeRun,
  quark: Quark,
  lattice: Lattice,
  group: Group,
  progress?: ProgressListener,
): readonly Pseudofermion[] {
  const { acceptTolerance, tolerance, maxIterations, guess, precision, spectrum } = solverOf(run.sampler);
  const onIteration = progress && { onIteration: () => progress.iteration() };
  const plain = { tolerance: acceptTolerance, forceTolerance: tolerance, maxIterations, ...onIteration };
  const common = { lattice, group, flavours: quark.flavours, boundary: boundaryOf(quark, lattice), solver: plain };
  const inverse = { ...common, solver: { ...plain, guess, precision } };
  try {
    switch (quark.kind) {
      case 'staggered':
        return staggeredHasenbusch({
          ...(quark.flavours % 4 === 0 ? inverse : common),
          mass: quark.mass,
          masses: quark.hasenbusch ?? [],
          spectrum,
        });
      case 'hisq': {
        const { mass, naikEpsilon } = quark;
        return [hisqPseudofermion({ ...(quark.flavours % 4 === 0 ? inverse : common), mass, naikEpsilon, spectrum })];
      }
      case 'wilson':
      case 'clover':
        return wilsonPseudofermions({
          ...(quark.flavours % 2 === 0 ? inverse : common),
          kappa: quark.kappa,
          ...(quark.kind === 'clover' ? { cSw: quark.cSw } : {}),
          twists: quark.hasenbusch ?? [],
        });
      case 'domainWall':
      case 'moebius': {
        const { mass, height, extent5 } = quark;
        const form = quark.kind === 'moebius' ? moebiusCoefficients(quark) : {};
        return domainWallPseudofermions({
          ...common,
          mass,
          height,
          extent5,
          ...form,
          masses: quark.hasenbusch ?? [],
        });
      }
    }
  } catch (error) {
    if (error instanceof Error) throw new InputError([`action.fermion: ${error.message}`]);
    throw error;
  }
}
