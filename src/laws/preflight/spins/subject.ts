/** What the preflight of a run of spins looks at: its theory on at most 4 sites per direction, random spins, its effective model. */
import { key } from '../../../lattice/index.ts';
import type { SpinRun } from '../../../runfile/schema/spin/index.ts';
import { spinsOn } from '../../../simulation/shortened.ts';
import { effectiveOf } from '../../../simulation/spins/effective.ts';
import { type SpinTheory, spinTheoryOf } from '../../../simulation/spins/theory.ts';
import { type EffectiveModel, randomSpins, type SpinField } from '../../../spin/index.ts';

export interface SpinSubject {
  readonly run: SpinRun;
  readonly theory: SpinTheory;
  readonly u: SpinField;
  /** With weights large enough to matter; undefined without self-learning. */
  readonly effective: EffectiveModel | undefined;
}

const longest = 4;
const typicalWeight = 0.2;
const seed = 20;

export async function spinSubjectOf(given: SpinRun): Promise<SpinSubject> {
  const extent = given.lattice.extent.map(length => Math.min(length, longest));
  const run = spinsOn(given, extent, 'hot');
  const options = { announce() {} };
  // The solver that is always there: a faster one is compared with it when it is chosen.
  const { model } = run;
  const own = model.kind === 'doubleExchange' ? { ...run, model: { ...model, solver: 'own' as const } } : run;
  const theory = await spinTheoryOf(own, options);
  const { lattice, start } = theory;
  const u = randomSpins(lattice, key(seed, 0, 'start'), start.components);
  const effective = run.effective && effectiveOf(run.effective, lattice, seed, options);
  effective?.weights.forEach((weight, k) => {
    weight.value = typicalWeight * Math.sin(1 + 2 * k);
  });
  return { run: own, theory, u, effective };
}
