/** The theory of a run: lattice, group, first configuration and exact action, from their names. */
import type { GaugeField } from '../../gauge/index.ts';
import { type Group, groupNamed } from '../../group/index.ts';
import { type ChosenMachine, chooseMachine } from '../../kernel/index.ts';
import { type Functional, Lattice } from '../../lattice/index.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { machineName } from '../../runfile/schema/schedule.ts';
import type { AssembleOptions } from '../simulation.ts';
import { gaugeActionOf } from './gauge.ts';
import { type QuarkTerm, quarkTermsOf } from './quarks.ts';
import { startOf } from './start.ts';

export interface Theory {
  readonly chosen: ChosenMachine;
  readonly lattice: Lattice;
  readonly group: Group;
  readonly start: GaugeField;
  readonly gauge: Functional<GaugeField>;
  /** One entry per kind of quark. */
  readonly quarks: readonly QuarkTerm[];
}

export function theoryOf(run: GaugeRun, options: AssembleOptions): Theory {
  const { extent } = run.lattice;
  const { rehearsal, threads, ranks } = options;
  const { rounding } = run.machine;
  const chosen = chooseMachine(machineName(run.machine), {
    contraction: rounding === 'fused',
    ...(rehearsal && { rehearsal: { extents: extent, ...rehearsal } }),
    ...(ranks && { division: { extents: extent, ...ranks } }),
    ...(threads && { threads: threads(run.machine.threads) }),
  });
  const lattice = new Lattice(extent, chosen.machine);
  const group = groupNamed(run.group.name);
  return {
    chosen,
    lattice,
    group,
    start: startOf(run, lattice, group, options),
    gauge: gaugeActionOf(run.action.gauge, lattice),
    quarks: quarkTermsOf(run, lattice, group, options.progress),
  };
}
