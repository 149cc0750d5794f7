/** Observables of configurations from files, by name. */

import { type NamedObservable, observableNamed, positionLabels } from '../../catalogue/index.ts';
import type { GaugeConfiguration } from '../../files/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { type Group, groupNamed } from '../../group/index.ts';
import type { Machine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import type { Coordinates } from '../../measure/observables/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { loopSmearing } from '../../simulation/assembly/smearing.ts';
import { RunError } from '../../simulation/driver.ts';
import { boundaryIn } from './arguments.ts';
import { type AnswerFacts, factsOf, flowFactsIn } from './facts.ts';
import { flowValues } from './flow.ts';
import { inGauge, linksOf, moveAlongFlow, refuseForeignTheory, smeared } from './links.ts';
import { catalogueName } from './observables.ts';
import { asInput, groupName } from './open.ts';
import { optionsOf } from './options.ts';
import type { MeasureRequest } from './request.ts';

export type Value = number | readonly number[];
/** By observable; the condensate by noise comes with `chiralCondensateError`. */
export type Values = Readonly<Record<string, Value>>;

export interface Measured {
  readonly values: Values;
  /** What each of several values is, by observable. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** What every value is and what it depends on. */
  readonly facts: Readonly<Record<string, AnswerFacts>>;
  /** What to know before some of the values are used, in sentences. */
  readonly remarks: readonly string[];
}

/** Measures what was asked for on one configuration after the other; lattices and kernels are kept between them. */
export class Measurer {
  private readonly request: MeasureRequest;
  private readonly machineOf: (extents: readonly number[]) => Machine;
  private readonly theories = new Map<string, Theory>();

  constructor(request: MeasureRequest, machineOf: (extents: readonly number[]) => Machine) {
    this.request = request;
    this.machineOf = machineOf;
  }

  /**
   * The links are taken as they are in the file, not put back on the group; only those of SU(2) in 32 bits are.
   *
   * @param path to name the file in errors
   * @throws InputError if the configuration is none that Cask can compute with, or a value is not finite; RunError if a
   *   solver or the gauge fixing does not get there
   */
  measure(configuration: GaugeConfiguration, path: string): Measured {
    const { request } = this;
    const theory = this.theoryOf(configuration, path);
    using thin = asInput(() => linksOf(configuration, theory.lattice, theory.group));
    using fixed = naming(path, failure, () => inGauge(thin, request));
    using u = naming(path, badInput, () => smeared(fixed, request));
    const lists = request.flowHistory ? flowValues(u, request.flowHistory, request.flowStep) : {};
    moveAlongFlow(u, request);
    const values: Record<string, Value> = {};
    for (const measure of theory.measures)
      Object.assign(
        values,
        naming(path, failure, () => measure(u)),
      );
    Object.assign(values, lists);
    this.refuseStrange(values, path);
    const facts = Object.fromEntries(Object.entries(theory.facts).filter(([name]) => name in values));
    return { values, labels: theory.labels, facts, remarks: theory.remarks };
  }

  private refuseStrange(values: Values, path: string): void {
    const strange = Object.keys(values).find(name => ![values[name]].flat().every(x => Number.isFinite(x)));
    if (strange === undefined) return;
    const { stout, smear } = this.request;
    const flags = [...(stout ? ['--stout'] : []), ...(smear ? ['--smear'] : [])].join(' and ') || 'the file';
    throw new InputError([`${path}: ${strange} is ${values[strange]}; expected a finite number. Check ${flags}.`]);
  }

  private theoryOf(configuration: GaugeConfiguration, path: string): Theory {
    const { extents } = configuration;
    const name = groupName(configuration);
    const label = `${name} ${extents}`;
    let theory = this.theories.get(label);
    if (!theory) {
      refuseForeignTheory(name, extents, path);
      const [lattice, group] = [new Lattice(extents, this.machineOf(extents)), groupNamed(name)];
      const named = naming(path, badInput, () => observablesOf(lattice, group, this.request));
      theory = {
        ...{ lattice, group },
        measures: named.map(([asked, observable]) => measureOf(asked, observable, this.request)),
        labels: Object.fromEntries(
          named.flatMap(([asked, { coordinates }]) => (coordinates ? [[asked, labelsOf(coordinates)]] : [])),
        ),
        facts: {
          ...Object.fromEntries(named.map(([asked, observable]) => [asked, factsOf(asked, observable, this.request)])),
          ...flowFactsIn(lattice.dimension, this.request),
        },
        remarks: named.flatMap(([asked, { remarks = [] }]) => remarks.map(remark => `${asked}: ${remark}`)),
      };
      this.theories.set(label, theory);
    }
    return theory;
  }
}

interface Theory {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly measures: readonly ((u: GaugeField) => Values)[];
  readonly labels: Measured['labels'];
  readonly facts: Measured['facts'];
  readonly remarks: Measured['remarks'];
}

function labelsOf(coordinates: Coordinates): string[] {
  return positionLabels(coordinates, Object.values(coordinates)[0].length) ?? [];
}

const badInput = (message: string) => new InputError([message]);
const failure = (message: string) => new RunError(message);

/** Errors are reported with the name of the file; defects of the program keep their trace. */
function naming<T>(path: string, errorOf: (message: string) => Error, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isForeseen = error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError);
    if (!isForeseen || error instanceof InputError) throw error;
    throw errorOf(`${path}: ${error.message}`);
  }
}

const solver = { tolerance: 1e-10 };

function observablesOf(lattice: Lattice, group: Group, request: MeasureRequest): [string, NamedObservable][] {
  const { loopSmear, boundary } = request;
  const theory = {
    ...{ lattice, group, solver },
    ...(boundary ? { boundary: boundaryIn(lattice.dimension, boundary) } : {}),
    ...(loopSmear ? { loopSmearing: { spatialLinks: loopSmearing(loopSmear) } } : {}),
  };
  return request.observe.map(name => {
    const options = optionsOf(name, request);
    const isStochastic = name === 'chiralCondensate' && options.kind === 'noise';
    const single = isStochastic ? { ...options, vectors: 1 } : options;
    return [name, observableNamed(catalogueName(name), single, theory)];
  });
}

function measureOf(name: string, observable: NamedObservable, request: MeasureRequest): (u: GaugeField) => Values {
  const { kind, vectors } = optionsOf(name, request);
  if (name === 'chiralCondensate' && kind === 'noise') {
    return u => condensate(k => observable.measure(u, key(request.seed, k, 'noise')) as number, vectors as number);
  }
  return u => ({ [name]: observable.measure(u, key(request.seed, 0, 'noise')) });
}

/** The mean over noise vectors with its standard error. */
function condensate(measure: (k: number) => number, vectors: number): Values {
  const values = Array.from({ length: vectors }, (_, k) => measure(k));
  const mean = values.reduce((sum, x) => sum + x, 0) / vectors;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (vectors - 1);
  const error = vectors > 1 ? { chiralCondensateError: Math.sqrt(variance / vectors) } : {};
  return { chiralCondensate: mean, ...error };
}
