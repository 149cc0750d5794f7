/** What is measured on the configurations of a run: the plaquette always, and what [measure] asks for. */

import {
  type MeasuredTheory,
  type NamedObservable,
  observableCatalogue,
  observableNamed,
} from '../../catalogue/index.ts';
import { fixGauge, flowTo, type GaugeCondition, type GaugeField } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { plaquette } from '../../measure/observables/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { FlowEntry, MeasureEntry } from '../../runfile/schema/measure.ts';
import { solverOf } from '../../runfile/schema/sampler.ts';
import type { Measurement, ObservableFacts, TrajectoryRecord, TrajectoryRequest } from '../simulation.ts';
import { flowMeasurement } from './flowMeasurement.ts';
import type { Measuring } from './measuring.ts';
import { loopSmearing, smearLinks } from './smearing.ts';
import type { Theory } from './theory.ts';

type Measured = Pick<TrajectoryRecord, 'plaquette' | 'polyakovLoop' | 'chiralCondensate' | 'observables'>;

export interface Measurements {
  /** Measures what is due on the configuration of a trajectory. */
  measure(u: GaugeField, request: TrajectoryRequest): Measured;
  /** What the lists and numbers are, by name. */
  readonly facts: Readonly<Record<string, ObservableFacts>>;
}

/** Observables that have places of their own in a record. */
const ownPlaces = ['polyakovLoop', 'chiralCondensate'] as const;

/** @throws InputError if an option does not fit the theory */
export function measurementsOf(run: Resolved, theory: Theory): Measurements {
  const plaquettes = plaquette();
  const { flow, ...entries } = run.measure;
  const entered = Object.entries(entries).flatMap(([name, entry]): [string, Measuring][] =>
    entry ? [[name, namedMeasuring(name, entry, run, theory)]] : [],
  );
  if (flow) entered.push(['flow', flowMeasurement(flow as unknown as FlowEntry, theory)]);
  return {
    facts: Object.assign({}, ...entered.map(([, { facts }]) => facts)),
    measure(u, request) {
      const found: Record<string, Measurement> = {};
      for (const [name, measuring] of entered)
        if (request.measure[name]) Object.assign(found, measuring.measure(u, request));
      return { plaquette: plaquettes.measure(u), ...inPlaces(found) };
    },
  };
}

function inPlaces(found: Readonly<Record<string, Measurement>>): Omit<Measured, 'plaquette'> {
  const own = ownPlaces.filter(name => typeof found[name] === 'number').map(name => [name, found[name]]);
  const others = Object.entries(found).filter(([name]) => !own.some(([taken]) => taken === name));
  return { ...Object.fromEntries(own), ...(others.length > 0 ? { observables: Object.fromEntries(others) } : {}) };
}

function namedMeasuring(name: string, entry: MeasureEntry, run: Resolved, theory: Theory): Measuring {
  const { every: _every, links = 'thin', flowTime = 0, gauge = 'none', ...options } = entry;
  const isLoop = name === 'wilsonLoops' || name === 'offAxisLoops';
  const table = links === 'smeared' ? run.smearing : undefined;
  // Each makes a configuration of its own from the one before.
  const preparations: ((u: GaugeField) => GaugeField)[] = [
    ...(flowTime > 0 ? [(u: GaugeField) => alongFlow(u, flowTime)] : []),
    ...(gauge === 'none' ? [] : [(u: GaugeField) => inGauge(u, gauge)]),
    ...(table && !isLoop ? [(u: GaugeField) => smearLinks(u, table)] : []),
  ];
  const measured = {
    ...measuredTheory(name, run, theory),
    ...(isLoop && table ? { loopSmearing: { spatialLinks: loopSmearing(table) } } : {}),
  };
  const observable = asInput(name, () => observableNamed(name, options, measured));
  const { title, unit, labels } = observable;
  return {
    facts: { [name]: { title, unit, ...(labels ? { labels } : {}) } },
    measure(u, { trajectory }) {
      let seen = u;
      for (const prepare of preparations) {
        const before = seen;
        seen = prepare(before);
        if (before !== u) before.free();
      }
      const value = observable.measure(seen, key(run.schedule.seed, trajectory, 'noise'));
      if (seen !== u) seen.free();
      return { [name]: value };
    },
  };
}

/** Valence quarks are like the first sea quarks of their family. */
function measuredTheory(name: string, run: Resolved, { lattice, group, quarks: terms }: Theory): MeasuredTheory {
  const { tolerance, maxIterations } = solverOf(run.sampler);
  const solver = { tolerance, maxIterations };
  const { valence = [] } = observableCatalogue[name];
  const sea = terms.find(({ described }) => valence.includes(described.kind)) ?? terms[0];
  if (!sea) return { lattice, group, solver };
  const { described, boundary } = sea;
  const { boundary: _boundary, ...quarks } = described;
  return { lattice, group, boundary, solver, quarks };
}

/** The same configuration in that gauge. @throws if it is not reached */
function inGauge(u: GaugeField, gauge: GaugeCondition): GaugeField {
  const fixed = fixGauge(u, gauge);
  fixed.transformation.free();
  return fixed.u;
}

function alongFlow(u: GaugeField, time: number): GaugeField {
  const v = u.clone();
  flowTo(v, time);
  return v;
}

function asInput(name: string, build: () => NamedObservable): NamedObservable {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError([`measure.${name}: ${error.message}`]);
  }
}
