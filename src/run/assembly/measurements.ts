/** What is measured on the configurations of a run. */
import type { GaugeField } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import {
  chiralCondensate,
  exactChiralCondensate,
  type Observable,
  plaquette,
  polyakovLoop,
} from '../../measure/observables/index.ts';
import type { Resolved } from '../schema/index.ts';
import { solverOf } from '../schema/sampler.ts';
import type { TrajectoryRequest } from '../simulation.ts';
import type { Theory } from './theory.ts';

export interface Measured {
  readonly plaquette: number;
  readonly polyakovLoop?: number;
  readonly chiralCondensate?: number;
}

/** Measures what is due on the configuration of a trajectory. */
export function measurements(run: Resolved, theory: Theory): (u: GaugeField, request: TrajectoryRequest) => Measured {
  const plaquettes = plaquette(theory.lattice.dimension);
  const loops = polyakovLoop();
  const condensate = condensateOf(run, theory);
  return (u, { trajectory, measure }) => ({
    plaquette: plaquettes.measure(u),
    ...(measure.polyakovLoop ? { polyakovLoop: loops.measure(u) as number } : {}),
    ...(measure.chiralCondensate && condensate
      ? { chiralCondensate: condensate.measure(u, key(run.schedule.seed, trajectory, 'noise')) as number }
      : {}),
  });
}

function condensateOf(run: Resolved, { lattice, group, quarks }: Theory): Observable<GaugeField> | undefined {
  const asked = run.measure.chiralCondensate;
  const [first] = quarks;
  if (!asked || first?.described.kind !== 'staggered') return;
  const { boundary } = first;
  const { mass, flavours } = first.described;
  const { tolerance, maxIterations } = solverOf(run.sampler);
  const options = { lattice, group, mass, flavours, boundary, solver: { tolerance, maxIterations } };
  if (asked.kind === 'exact') return exactChiralCondensate(options);
  return chiralCondensate({ ...options, noise: asked.noise, vectors: asked.vectors });
}
