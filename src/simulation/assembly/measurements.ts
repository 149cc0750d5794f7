/** What is measured on the configurations of a run: the plaquette always, and what [measure] asks for. */

import {
  type MeasuredTheory,
  type NamedObservable,
  observableCatalogue,
  observableNamed,
  type Settings,
} from '../../catalogue/index.ts';
import { fixGauge, flowTo, type GaugeCondition, type GaugeField } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { FlowEntry, MeasureEntry } from '../../runfile/schema/measure.ts';
import { solverOf } from '../../runfile/schema/sampler.ts';
import { flowMeasurement } from './flowMeasurement.ts';
import type { Measurements, Measuring } from './measuring.ts';
import { loopSmearing, smearLinks } from './smearing.ts';
import type { Theory } from './theory.ts';

/** @throws InputError if an option does not fit the theory */
export function measurementsOf(run: GaugeRun, theory: Theory): Measurements<GaugeField> {
  const { flow, ...entries } = run.measure;
  const always = namedMeasuring('plaquette', { every: 1 }, run, theory);
  const entered = Object.entries(entries).flatMap(([name, entry]): [string, Measuring][] =>
    entry ? [[name, namedMeasuring(name, entry, run, theory)]] : [],
  );
  if (flow) entered.push(['flow', flowMeasurement(flow as unknown as FlowEntry, theory)]);
  return {
    facts: Object.assign({}, always.facts, ...entered.map(([, { facts }]) => facts)),
    cites: [always, ...entered.map(([, measuring]) => measuring)].flatMap(({ cites }) => cites),
    remarks: entered.flatMap(([name, { remarks = [] }]) => remarks.map(remark => `measure.${name}: ${remark}`)),
    measure(u, request) {
      const due = entered.filter(([name]) => request.measure[name]).map(([, measuring]) => measuring);
      return Object.assign({}, ...[always, ...due].map(measuring => measuring.measure(u, request)));
    },
  };
}

function namedMeasuring(name: string, entry: MeasureEntry, run: GaugeRun, theory: Theory): Measuring {
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
  const { name: _name, measure: _measure, settings: own, remarks = [], ...description } = observable;
  const settings: Settings = {
    ...own,
    ...(gauge === 'none' ? {} : { gauge }),
    ...(flowTime > 0 ? { flowTime } : {}),
    ...(table ? { [isLoop ? 'loopSmear' : 'smear']: table } : {}),
  };
  return {
    remarks,
    facts: { [name]: { ...description, settings } },
    cites: observableCatalogue[name].cites,
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
function measuredTheory(name: string, run: GaugeRun, { lattice, group, quarks: terms }: Theory): MeasuredTheory {
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
