/** The theory of a run: lattice, group, first configuration and exact action, from their names. */
import { type Boundary, type Pseudofermion, staggeredPseudofermion } from '../../fermion/index.ts';
import { type GaugeField, loopAction, wilsonAction } from '../../gauge/index.ts';
import { type Group, groupNamed } from '../../group/index.ts';
import { type ChosenMachine, chooseMachine } from '../../kernel/index.ts';
import { type Functional, Lattice } from '../../lattice/index.ts';
import { namedLoops } from '../../loops/index.ts';
import type { Resolved } from '../schema/index.ts';
import { startOf } from './start.ts';

export interface Theory {
  readonly chosen: ChosenMachine;
  readonly lattice: Lattice;
  readonly group: Group;
  readonly start: GaugeField;
  readonly gauge: Functional<GaugeField>;
  readonly boundary: Boundary | undefined;
  /** Present with dynamical fermions. */
  readonly pseudofermion: Pseudofermion | undefined;
}

export function theoryOf(run: Resolved): Theory {
  const chosen = chooseMachine(run.machine.kind);
  const lattice = new Lattice(run.lattice.extent, chosen.machine);
  const group = groupNamed(run.group.name);
  const boundary = boundaryOf(run);
  return {
    chosen,
    lattice,
    group,
    start: startOf(run, lattice, group),
    gauge: gaugeAction(run, lattice),
    boundary,
    pseudofermion: boundary && pseudofermionOf(run, lattice, group, boundary),
  };
}

function gaugeAction({ action }: Resolved, lattice: Lattice): Functional<GaugeField> {
  const { dimension, extents } = lattice;
  if (action.gauge.kind === 'plaquette') return wilsonAction(action.gauge.beta, dimension);
  const terms = action.gauge.terms.map(({ loop, beta }) => ({ words: namedLoops(loop, { dimension, extents }), beta }));
  const name = action.gauge.terms.map(({ loop, beta }) => `${loop} ${beta}`).join(', ');
  return loopAction(`gauge action of loops: ${name}`, terms);
}

function boundaryOf({ action, lattice }: Resolved): Boundary | undefined {
  if (action.fermion.kind === 'none') return;
  const time = action.fermion.boundary;
  return lattice.extent.map((_, mu) => (mu === lattice.extent.length - 1 ? time : 'periodic'));
}

function pseudofermionOf(
  { action: { fermion }, sampler }: Resolved,
  lattice: Lattice,
  group: Group,
  boundary: Boundary,
): Pseudofermion {
  if (fermion.kind === 'none') throw new Error('A theory without fermions has no pseudofermions.');
  const { mass, flavours } = fermion;
  const { tolerance, acceptTolerance, maxIterations } = sampler.solver;
  const solver = { tolerance: acceptTolerance, forceTolerance: tolerance, maxIterations };
  return staggeredPseudofermion({ lattice, group, mass, flavours, boundary, solver });
}
