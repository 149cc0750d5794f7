/** A simulation from a chain and what is measured on it, whatever its variables are. */

import type { ChosenMachine } from '../kernel/index.ts';
import type { Cite, Configuration, Lattice } from '../lattice/index.ts';
import type { Variables } from '../runfile/schema/index.ts';
import { arithmeticOf } from './assembly/arithmetic.ts';
import type { Chain } from './assembly/chain.ts';
import type { Measurements } from './assembly/measuring.ts';
import type { Simulation, State } from './simulation.ts';

export interface SimulationParts<F extends Configuration<F>> {
  /** "SU(2) on 4×4×4×4" */
  readonly subject: string;
  /** What its variables are called in checkpoints. */
  readonly variables: Variables;
  readonly chosen: ChosenMachine;
  readonly lattice: Lattice;
  readonly chain: Chain<F>;
  readonly measurements: Measurements<F>;
  /** Lines for the banner, behind those of the chain. */
  readonly remarks: readonly string[];
  readonly configuration: NonNullable<Simulation['configuration']>;
  readonly also: Pick<Simulation, 'kernels' | 'links' | 'network' | 'eigenvalues'>;
}

/** Once its threads are ready: a thread that is lost is missed only by one that has seen it begin. */
export function simulationOf<F extends Configuration<F>>(parts: SimulationParts<F>): Simulation | Promise<Simulation> {
  const { subject, variables, chosen, lattice, chain, measurements, configuration, also } = parts;
  const { machine } = chosen;
  const { account } = machine.backend;
  const device = machine.backend.device?.();
  const { measure, facts, cites, remarks } = measurements;
  const simulation: Simulation = {
    name: `${subject}, ${chain.name}`,
    machine: machine.kind,
    ...(device ? { device } : {}),
    threads: machine.threads,
    arithmetic: arithmeticOf(lattice),
    cites: uniqueCites([...chain.cites, ...cites]),
    observables: facts,
    describe: () => [
      chosen.report.reason,
      ...threadsLine(machine.threads),
      ...chain.banner,
      ...parts.remarks,
      ...remarks,
    ],
    next(request) {
      const { extra, ...made } = chain.next(request);
      return { ...made, observables: measure(chain.u, request), ...(extra ? { extra } : {}) };
    },
    state: () => ({ [variables]: chain.u.field.toArrayOfFirst(), ...prefixed(chain.state()) }),
    fields: [variables],
    restore(saved) {
      chain.u.field.fromArrayOfFirst(saved[variables] ?? []);
      chain.restore(unprefixed(saved));
    },
    configuration,
    memory: () => machine.memory,
    close: () => machine.close(),
    ...(account ? { account } : {}),
    ...(chain.saveWeights ? { saveWeights: chain.saveWeights } : {}),
    ...(chain.kernels ? { kernels: chain.kernels } : {}),
    ...also,
  };
  return machine.threads === 1 ? simulation : machine.ready.then(() => simulation);
}

function threadsLine(threads: number): string[] {
  return threads === 1 ? [] : [`${threads} threads share the work.`];
}

const chainPrefix = 'training.';

const prefixed = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([name, numbers]) => [`${chainPrefix}${name}`, numbers]));

const unprefixed = (state: State): State =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name.startsWith(chainPrefix))
      .map(([name, numbers]) => [name.slice(chainPrefix.length), numbers]),
  );

function uniqueCites(cites: readonly Cite[]): Cite[] {
  return [...new Map(cites.map(cite => [cite.key, cite])).values()];
}
