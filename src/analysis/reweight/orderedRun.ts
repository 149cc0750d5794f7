/** A run as reweighting sees it: E and the order parameter on the trajectories where both were measured. */
import {
  averageOf,
  FEW_SAMPLES,
  gammaMethod,
  type OrderedRun,
  type Series,
  smallestStride,
} from '../../measure/statistics/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { type Component, componentsNamed } from '../components.ts';
import { type Counted, countedIn } from '../counted.ts';
import { sourcesOf } from '../derived.ts';
import type { RunData } from '../runData.ts';
import { conjugateOf } from './conjugate.ts';

export interface RunInCoupling extends OrderedRun {
  readonly folder: string;
  readonly title: string;
  /** Trajectories, of E and of the order parameter: the larger. */
  readonly tauInt: number;
  /** Trajectories between two measurements. */
  readonly stride: number;
}

export interface OrderAsk {
  readonly observable: string;
  readonly start?: number;
}

/** @throws InputError where a part of E or the observable is missing, or too little was measured */
export function runInCoupling(run: RunData, { observable, start }: OrderAsk): RunInCoupling {
  const { key, coupling, parts } = conjugateOf(run.resolved, run.folder);
  const counted = countedIn([run], start === undefined ? {} : { from: start });
  const energies = parts.map(part => named(counted, part.observable, run.folder, key));
  const order = orderOf(counted, observable, run.folder);
  const common = inAll([...energies, ...order.components].map(({ trajectories }) => trajectories[0]));
  if (common.length < FEW_SAMPLES) {
    throw new InputError([
      `${run.folder}: ${[...parts.map(part => part.observable), observable].join(', ')} were measured together ${common.length} times; expected at least ${FEW_SAMPLES}.`,
    ]);
  }
  const columns = energies.map(component => at(component, common));
  const energy = Float64Array.from(common, (_, i) =>
    parts.reduce((sum, { factor }, k) => sum + factor * columns[k][i], 0),
  );
  const values = order.components.map(component => at(component, common));
  const m = Float64Array.from(common, (_, i) => order.of(values.map(column => column[i])));
  const [tauE, tauM] = [energy, m].map(series => tauIn(series, common, run.folder));
  const stride = smallestStride([common]);
  return {
    ...{ folder: run.folder, title: order.title, coupling, energy, order: m, stride },
    inefficiency: Math.max(1, (2 * tauE) / stride),
    tauInt: Math.max(tauE, tauM),
  };
}

function named(counted: Counted, observable: string, folder: string, key: string): Component {
  try {
    return componentsNamed(counted, observable)[0];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError([`${folder}: reweighting in ${key} needs ${observable}.`, error.message]);
  }
}

/** One number of the log, or the modulus of the Polyakov loop. */
function orderOf(counted: Counted, observable: string, folder: string) {
  const modulus = observable === 'polyakovModulus';
  const source = modulus
    ? (sourcesOf(observable).find(name => counted.chains.has(name)) ?? 'polyakovLoop')
    : observable;
  const components = componentsNamed(counted, source);
  if (components.length > 1 && !modulus) {
    throw new InputError([
      `${folder}: ${observable} has ${components.length} entries; name one of ${components.map(({ name }) => name).join(', ')}${source.startsWith('polyakov') ? ', or polyakovModulus' : ''}.`,
    ]);
  }
  return modulus
    ? { components, title: '|P|', of: (values: readonly number[]) => Math.hypot(...values) }
    : { components, title: components[0].title, of: ([value]: readonly number[]) => value };
}

function inAll(lists: readonly Series[]): number[] {
  const others = lists.slice(1).map(list => new Set(list));
  return Array.from(lists[0]).filter(number => others.every(set => set.has(number)));
}

function at({ runs, trajectories }: Component, wanted: readonly number[]): Float64Array {
  const place = new Map(Array.from(trajectories[0], (number, i) => [number, i]));
  return Float64Array.from(wanted, number => runs[0][place.get(number)!]);
}

/** τ_int in trajectories. @throws InputError for a chain that did not move */
function tauIn(series: Float64Array, trajectories: readonly number[], folder: string): number {
  const { tauInt } = gammaMethod(series, { trajectories: [trajectories] });
  if (Number.isFinite(tauInt)) return tauInt;
  throw new InputError([`${folder}: the chain stays at ${averageOf(series)}; one that moves is needed.`]);
}
