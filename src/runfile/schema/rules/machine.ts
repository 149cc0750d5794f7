/** Rules about what a run computes on, of any theory. */
import { quarksOf } from '../action.ts';
import type { Quark } from '../fermion.ts';
import type { Resolved, Sections } from '../index.ts';
import { isDynamics } from '../sampler.ts';
import { broken, type Inconsistency, type Rule } from './rule.ts';

const deviceOfOpenCl: Rule<Sections> = ({ machine: { kind, device } }) => {
  if (device !== undefined && kind !== 'opencl')
    return broken(['machine', 'device'], `no such key with machine.kind = ${JSON.stringify(kind)}; it needs "opencl"`);
};

/** Quarks whose pseudofermions need no root, so that solvers of mixed precision are used. */
const withoutRoot: Readonly<Record<string, number>> = { staggered: 4, hisq: 4, wilson: 2, clover: 2 };

const isSolvedMixed = (quark: Quark) => {
  const together = withoutRoot[quark.kind];
  return together !== undefined && 'flavours' in quark && quark.flavours % together === 0;
};

/** A GPU behind WebGPU has single precision: nothing else of a run may come there, and something must. */
const singlePrecisionHasWork: Rule<Sections | Resolved> = run => {
  if (run.machine.kind !== 'webgpu') return;
  const path = ['machine', 'kind'];
  const only =
    'another machine, "opencl" for a GPU in double precision: "webgpu" computes in single precision, for which';
  if ('model' in run || !('action' in run)) return broken(path, `${only} spins and electrons have no use`);
  const { sampler, action } = run;
  if (!isDynamics(sampler) || !quarksOf(action).some(isSolvedMixed))
    return broken(path, `${only} only 4, 8 … staggered or HISQ and 2, 4 … Wilson or clover quarks have a use`);
  if (sampler.solver.precision !== 'mixed')
    return broken(path, `${only} there is a use with sampler.solver.precision = "mixed", which this run does not have`);
};

/** What a machine is chosen for. */
export const machineRules: readonly Rule<Sections>[] = [deviceOfOpenCl, singlePrecisionHasWork];

/** The rule that a run breaks whose machine has been chosen anew. */
export const brokenByMachine = (run: Resolved): Inconsistency | undefined => singlePrecisionHasWork(run);
