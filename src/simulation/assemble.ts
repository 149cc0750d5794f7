/**
 * Builds the physics of a run from its resolved parameters: names become lattice, actions, network, sampler and
 * observables. The walk from a run file to a kernel passes through here.
 */
import { configurationOf } from '../files/index.ts';
import type { Cite } from '../lattice/index.ts';
import { isDynamics } from '../runfile/schema/sampler.ts';
import { arithmeticOf, kernelHashes } from './assembly/arithmetic.ts';
import { dynamicsOf } from './assembly/dynamics.ts';
import { localUpdatesOf } from './assembly/localUpdates.ts';
import { measurementsOf } from './assembly/measurements.ts';
import { theoryOf } from './assembly/theory.ts';
import type { Assemble, Simulation, State } from './simulation.ts';

export const assemble: Assemble = (run, options) => {
  const theory = theoryOf(run, options);
  const { machine } = theory.chosen;
  const { sampler } = run;
  const chain = isDynamics(sampler) ? dynamicsOf(run, sampler, theory, options) : localUpdatesOf(run, sampler, theory);
  const { account } = machine.backend;
  const { measure, facts, cites, remarks } = measurementsOf(run, theory);
  const simulation: Simulation = {
    name: `${run.group.name} on ${theory.lattice.name}, ${chain.name}`,
    machine: machine.kind,
    threads: machine.threads,
    arithmetic: arithmeticOf(theory.lattice),
    kernels: () => kernelHashes(chain.u),
    cites: uniqueCites([...chain.cites, ...cites]),
    observables: facts,
    describe: () => [theory.chosen.report.reason, ...threadsLine(machine.threads), ...chain.banner, ...remarks],
    next(request) {
      const { extra, ...made } = chain.next(request);
      return { ...made, observables: measure(chain.u, request), ...(extra ? { extra } : {}) };
    },
    state: () => ({ [linksName]: chain.u.field.toArrayOfFirst(), ...prefixed(chain.state()) }),
    restore(saved) {
      chain.u.field.fromArray(saved[linksName] ?? []);
      chain.restore(unprefixed(saved));
    },
    configuration: () => configurationOf(chain.u),
    links: () => chain.u,
    memory: () => machine.memory,
    close: () => machine.close(),
    ...(account ? { account } : {}),
    ...(chain.saveWeights ? { saveWeights: chain.saveWeights } : {}),
  };
  // A thread that is lost is missed only by one that has seen it begin.
  return machine.threads === 1 ? simulation : machine.ready.then(() => simulation);
};

function threadsLine(threads: number): string[] {
  return threads === 1 ? [] : [`${threads} threads share the work.`];
}

const linksName = 'links';
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
