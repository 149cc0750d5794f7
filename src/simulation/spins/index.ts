/** A run of spins, assembled. */
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import { simulationOf } from '../fromChain.ts';
import type { AssembleOptions, Simulation } from '../simulation.ts';
import { spinChainOf } from './chain.ts';
import { spinMeasurementsOf } from './measurements.ts';
import { spinTheoryOf } from './theory.ts';

export async function assembleSpins(run: SpinRun, options: AssembleOptions): Promise<Simulation> {
  const theory = await spinTheoryOf(run, options);
  const { eigenvalues, lattice } = theory;
  const chain = spinChainOf(run, theory, options);
  return simulationOf({
    subject: `${theory.model.name} on ${lattice.name}`,
    variables: 'spins',
    chosen: theory.chosen,
    lattice,
    chain,
    measurements: spinMeasurementsOf(run, theory),
    remarks: eigenvalues ? [`eigenvalues:  ${eigenvalues.reason}`] : [],
    configuration: () => ({
      extents: lattice.extents,
      components: chain.u.components,
      spins: chain.u.field.toArray(),
      model: run.model,
    }),
    also: eigenvalues ? { eigenvalues: eigenvalues.kind } : {},
  });
}
