/** Short chains of pure gauge theory for tests. */
import { type GaugeField, hotStart } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { type Functional, key, Lattice } from '../lattice/index.ts';
import type { Hmc, HmcInfo } from './hmc.ts';

export const seed = 20240719;

/** A random configuration. */
export function randomStart(group: string, extents: readonly number[]): GaugeField {
  return hotStart(new Lattice(extents), groupNamed(group), key(seed, 0, 'start'));
}

export interface ShortChain {
  readonly u: GaugeField;
  /** After thermalisation. */
  readonly infos: readonly HmcInfo[];
  /** The functional `observed`, after each of these steps. */
  readonly values: readonly number[];
}

export function shortChain(
  kernel: Hmc<GaugeField>,
  start: GaugeField,
  observed: Functional<GaugeField>,
  { thermalise, trajectories }: { thermalise: number; trajectories: number },
): ShortChain {
  let state = kernel.init(start);
  const infos: HmcInfo[] = [];
  const values: number[] = [];
  for (let trajectory = 1; trajectory <= thermalise + trajectories; trajectory++) {
    const [next, info] = kernel.step({ seed, trajectory }, state);
    state = next;
    if (trajectory <= thermalise) continue;
    infos.push(info);
    values.push(observed.value(state.u));
  }
  return { u: state.u, infos, values };
}
