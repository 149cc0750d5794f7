/**
 * Observables along a gradient flow: what they are at t = 0, every, 2 every, …, until.
 *
 * With `epsilon` the steps have that size; with `tolerance` they adapt, and end at every time of measurement.
 */
import type { Functional } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { adaptiveFlow } from './adaptiveFlow.ts';
import { gradientFlow } from './gradientFlow.ts';

export interface FlowTimes {
  /** Flow time of one step: give this or a tolerance. */
  readonly epsilon?: number;
  /** Largest distance per adaptive step. */
  readonly tolerance?: number;
  /** Where the flow ends. */
  readonly until: number;
  /** Flow time between measurements. */
  readonly every: number;
}

export interface FlowHistoryOptions<Name extends string> extends FlowTimes {
  /** Whose flow: `flowActionNamed('wilson' | 'symanzik')`, or any functional of links. */
  readonly action: Functional<GaugeField>;
  /** What is measured, by name. */
  readonly observables: Readonly<Record<Name, (v: GaugeField) => number>>;
}

export interface FlowHistory<Name extends string> {
  /** Flow times in units of a², the first one 0. */
  readonly times: readonly number[];
  /** One value per time, by name of observable. */
  readonly values: Readonly<Record<Name, readonly number[]>>;
  /** Steps taken, and steps taken back. */
  readonly steps: number;
  readonly rejected: number;
}

/** How far a quotient of times may be from a whole number. */
const rounding = 1e-9;

/**
 * The times of measurement, 0 … until.
 *
 * @throws if neither or both of epsilon and tolerance are given, or `every` is not a multiple of epsilon, or `until` is not
 *   a multiple of `every`
 */
export function flowTimes({ epsilon, tolerance, until, every }: FlowTimes): number[] {
  if ((epsilon === undefined) === (tolerance === undefined)) {
    throw new Error(
      `A flow needs either the size of its steps or a tolerance for adaptive ones; found epsilon = ${epsilon} and ` +
        `tolerance = ${tolerance}.`,
    );
  }
  if (tolerance !== undefined && !(tolerance > 0)) {
    throw new Error(`The tolerance of an adaptive flow is positive; found ${tolerance}.`);
  }
  const intervals = wholeQuotient('until', until, 'every', every);
  if (epsilon !== undefined) wholeQuotient('every', every, 'epsilon', epsilon);
  return Array.from({ length: intervals + 1 }, (_, k) => k * every);
}

/** Follows the flow of a copy of u; u stays as it is. @throws as `flowTimes` */
export function flowHistory<Name extends string>(u: GaugeField, options: FlowHistoryOptions<Name>): FlowHistory<Name> {
  const { action, every, observables } = options;
  const times = flowTimes(options);
  const names = Object.keys(observables) as Name[];
  const interval = intervalOf(action, every, options);
  using v = u.clone();
  const values = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>;
  let steps = 0;
  let rejected = 0;
  for (const t of times) {
    if (t > 0) {
      const made = interval(v);
      steps += made.steps;
      rejected += made.rejected;
    }
    for (const name of names) values[name].push(observables[name](v));
  }
  return { times, values, steps, rejected };
}

/** Moves a configuration on by `every`. */
function intervalOf(
  action: Functional<GaugeField>,
  every: number,
  { epsilon, tolerance = 0 }: FlowTimes,
): (v: GaugeField) => { steps: number; rejected: number } {
  if (epsilon !== undefined) {
    const steps = wholeQuotient('every', every, 'epsilon', epsilon);
    return v => {
      gradientFlow(v, { action, epsilon, steps });
      return { steps, rejected: 0 };
    };
  }
  let firstStep = Math.min(every, 0.01);
  return v => {
    const report = adaptiveFlow(v, { action, tolerance, until: every, firstStep });
    firstStep = report.nextStep;
    return { steps: report.steps.length, rejected: report.rejected };
  };
}

function wholeQuotient(name: string, value: number, unit: string, size: number): number {
  const quotient = Math.round(value / size);
  if (!(value > 0 && size > 0 && quotient >= 1 && Math.abs(value / size - quotient) <= rounding * quotient)) {
    throw new Error(
      `A flow needs ${name} to be a positive multiple of ${unit}; found ${name} = ${value}, ${unit} = ${size}.`,
    );
  }
  return quotient;
}
