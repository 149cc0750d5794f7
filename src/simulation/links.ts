/** A run of a gauge theory, assembled. */
import { configurationOf } from '../files/index.ts';
import type { GaugeRun } from '../runfile/schema/index.ts';
import { isDynamics } from '../runfile/schema/sampler.ts';
import { kernelHashes } from './assembly/arithmetic.ts';
import { determinantChainOf } from './assembly/determinantChain.ts';
import { dynamicsOf } from './assembly/dynamics.ts';
import { localUpdatesOf } from './assembly/localUpdates.ts';
import { measurementsOf } from './assembly/measurements.ts';
import { theoryOf } from './assembly/theory.ts';
import { simulationOf } from './fromChain.ts';
import type { AssembleOptions, Simulation } from './simulation.ts';

export function assembleLinks(run: GaugeRun, options: AssembleOptions): Simulation | Promise<Simulation> {
  const theory = theoryOf(run, options);
  const { sampler } = run;
  const chain =
    sampler.kind === 'slmc'
      ? determinantChainOf(run, sampler, theory, options)
      : isDynamics(sampler)
        ? dynamicsOf(run, sampler, theory, options)
        : localUpdatesOf(run, sampler, theory);
  return simulationOf({
    subject: `${run.group.name} on ${theory.lattice.name}`,
    variables: 'links',
    chosen: theory.chosen,
    lattice: theory.lattice,
    chain,
    measurements: measurementsOf(run, theory),
    remarks: [],
    configuration: () => configurationOf(chain.u),
    also: {
      kernels: () => kernelHashes(chain.u),
      links: () => chain.u,
      ...(chain.network && { network: chain.network }),
    },
  });
}
