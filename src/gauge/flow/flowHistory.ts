/**
 * Observables along a gradient flow: what they are at t = 0, every, 2 every, .., until.
 *
 * With `epsilon` the steps have that size; with `tolerance` they adapt, and end at every time of measurement.
 */
import type { Functional } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { adaptiveFlow } from './adaptiveFlow.ts';
import { gradientFlow } from './gradientFlow.ts';

export interface FlowHistoryOptions<Name extends string> {
  /** Whose flow: `flowActionNamed('wilson' | 'symanzik', group, dimension)`, or any functional of links. */
  readonly action: Functional<GaugeField>;
  /** Flow time of one step: give this or a tolerance. */
  readonly epsilon?: number;
  /** Largest distance per adaptive step. */
  readonly tolerance?: number;
  /** Where the flow ends. */
  readonly until: number;
  /** Flow time between measurements. */
  readonly every: number;
  /** What is measured, by name. */
  readonly observables: Readonly<Record<Name, (v: GaugeField) => number>>;
}

export interface FlowHistory<Name extends string> {
  /** Flow times in units of a^2, the first one 0. */
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
 * Follows the flow of a copy of u; u stays as it is.
 *
 * @throws if neither or both of epsilon and tolerance are given, or `every` is not a multiple of epsilon, or `until` is not
 *   a multiple of `every`
 */
export function flowHistory<Name extends string>(u: GaugeField, options: FlowHistoryOptions<Name>): FlowHistory<Name> {
  const { action, every, until, observables } = options;
  const names = Object.keys(observables) as Name[];
  const intervals = wholeQuotient('until', until, 'every', every);
  const interval = intervalOf(action, every, options);
  const v = u.clone();
  const values = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>;
  const measure = () => {
    for (const name of names) values[name].push(observables[name](v));
  };
  let steps = 0;
  let rejected = 0;
  measure();
  for (let k = 0; k < intervals; k++) {
    const made = interval(v);
    steps += made.steps;
    rejected += made.rejected;
    measure();
  }
  return { times: Array.from({ length: intervals + 1 }, (_, k) => k * every), values, steps, rejected };
}

/** Moves a configuration on by `every`. */
function intervalOf(
  action: Functional<GaugeField>,
  every: number,
  { epsilon, tolerance }: { readonly epsilon?: number; readonly tolerance?: number },
): (v: GaugeField) => { steps: number; rejected: number } {
  if (epsilon !== undefined && tolerance === undefined) {
    const steps = wholeQuotient('every', every, 'epsilon', epsilon);
    return v => {
      gradientFlow(v, { action, epsilon, steps });
      return { steps, rejected: 0 };
    };
  }
  if (tolerance !== undefined && epsilon === undefined) {
    let firstStep = Math.min(every, 0.01);
    return v => {
      const report = adaptiveFlow(v, { action, tolerance, until: every, firstStep });
      firstStep = report.nextStep;
      return { steps: report.steps.length, rejected: report.rejected };
    };
  }
  throw new Error(
    `A flow needs either the size of its steps or a tolerance for adaptive ones; found epsilon = ${epsilon} and ` +
      `tolerance = ${tolerance}.`,
  );
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
