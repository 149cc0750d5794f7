/** What is measured on the spins of a run: the magnetisation always, and what [measure] asks for. */
import { alwaysMeasured, spinCatalogue, spinObservableNamed } from '../../catalogue/index.ts';
import { key } from '../../lattice/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import type { SpinField } from '../../spin/index.ts';
import type { Measurements } from '../assembly/measuring.ts';
import type { SpinTheory } from './theory.ts';

/** @throws InputError if an observable does not exist in the model */
export function spinMeasurementsOf(run: SpinRun, { lattice, model }: SpinTheory): Measurements<SpinField> {
  const asked = Object.entries({ [alwaysMeasured.spins]: { every: 1 }, ...run.measure }).flatMap(([name, entry]) => {
    if (entry === undefined) return [];
    const { every: _, ...options } = entry;
    return [{ name, observable: asInput(name, () => spinObservableNamed(name, options, { lattice, model })) }];
  });
  return {
    facts: Object.fromEntries(
      asked.map(({ name, observable: { name: _name, measure: _measure, remarks: _remarks, ...facts } }) => [
        name,
        facts,
      ]),
    ),
    cites: asked.flatMap(({ name }) => spinCatalogue[name].cites),
    remarks: asked.flatMap(({ name, observable: { remarks = [] } }) => remarks.map(text => `measure.${name}: ${text}`)),
    measure(u, { trajectory, measure }) {
      const due = asked.filter(({ name }) => name === alwaysMeasured.spins || measure[name]);
      const noise = key(run.schedule.seed, trajectory, 'noise');
      return Object.fromEntries(due.map(({ name, observable }) => [name, observable.measure(u, noise)]));
    },
  };
}

function asInput<Result>(name: string, build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError([`measure.${name}: ${error.message}`]);
  }
}
