/** Observables of configurations from files, by name. */
import { type GaugeConfiguration, gaugeFieldOf } from '../../files/index.ts';
import { GaugeField, gradientFlow, wilsonFlowAction } from '../../gauge/index.ts';
import { type Group, groupNamed } from '../../group/index.ts';
import { chooseMachine } from '../../kernel/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { rectangles } from '../../loops/index.ts';
import {
  averageLoop,
  chiralCondensate,
  complexPolyakovLoop,
  energyDensity,
  exactChiralCondensate,
  linkTrace,
  type NoiseKind,
  plaquette,
  topologicalCharge,
} from '../../measure/observables/index.ts';
import { network, stoutLayer } from '../../network/index.ts';
import { InputError } from '../input/problem.ts';
import type { Stout } from './arguments.ts';
import type { ObservableName } from './observables.ts';
import { asInput, groupName } from './open.ts';

export interface MeasureRequest {
  readonly observe: readonly ObservableName[];
  /** Needed by chiralCondensate. */
  readonly mass?: number;
  readonly flavours: number;
  /** Exact trace instead of noise. */
  readonly exact: boolean;
  readonly noise: NoiseKind;
  readonly vectors: number;
  readonly seed: number;
  /** Smearing before everything else. */
  readonly stout?: Stout;
  /** Flow time, after smearing. */
  readonly flow?: number;
  /** Longest step of the flow. */
  readonly flowStep: number;
}

export type Value = number | readonly [re: number, im: number];
/** By observable; the condensate by noise comes with `chiralCondensateError`. */
export type Values = Readonly<Record<string, Value>>;

const solver = { tolerance: 1e-10 };

/** Measures what was asked for on one configuration after the other; lattices and kernels are kept between them. */
export class Measurer {
  private readonly request: MeasureRequest;
  private readonly machine = chooseMachine('auto').machine;
  private readonly theories = new Map<string, Theory>();

  constructor(request: MeasureRequest) {
    this.request = request;
  }

  /**
   * The links are taken as they are in the file, not put back on the group; only those of SU(2) in 32 bits are.
   *
   * @param path to name the file in errors
   * @throws InputError if the configuration is none that Cask can compute with, or a value is not finite
   */
  measure(configuration: GaugeConfiguration, path: string): Values {
    const theory = this.theoryOf(configuration, path);
    const u = asInput(() => linksOf(configuration, theory));
    smear(u, this.request);
    const values: Record<string, Value> = {};
    for (const name of this.request.observe) Object.assign(values, theory.measures[name](u));
    const strange = Object.keys(values).find(name => ![values[name]].flat().every(x => Number.isFinite(x)));
    if (strange !== undefined) {
      throw new InputError([`${path}: ${strange} is ${values[strange]}; expected a finite number. Check --stout.`]);
    }
    return values;
  }

  private theoryOf(configuration: GaugeConfiguration, path: string): Theory {
    const { extents } = configuration;
    const name = groupName(configuration);
    const label = `${name} ${extents}`;
    let theory = this.theories.get(label);
    if (!theory) {
      refuseForeignTheory(name, extents, path);
      if (this.request.observe.includes('topologicalCharge') && extents.length !== 4) {
        throw new InputError([`${path}: topologicalCharge needs 4 dimensions; this lattice has ${extents.length}.`]);
      }
      const [lattice, group] = [new Lattice(extents, this.machine), groupNamed(name)];
      theory = { lattice, group, measures: measuresOf(lattice, group, this.request) };
      this.theories.set(label, theory);
    }
    return theory;
  }
}

type Measures = Readonly<Record<ObservableName, (u: GaugeField) => Values>>;

interface Theory {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly measures: Measures;
}

function refuseForeignTheory(name: string, extents: readonly number[], path: string): void {
  const odd = extents.find(extent => extent % 2 !== 0);
  if (odd !== undefined) {
    throw new InputError([
      `${path}: the lattice is ${extents.join('×')}; Cask computes on even extents only, found ${odd}. ` +
        'It can still be shown and converted.',
    ]);
  }
  if (!/^(SU\([2-5]\)|U\(1\))$/.test(name)) {
    throw new InputError([`${path}: the links are in ${name}; Cask computes with U(1) and SU(2) to SU(5).`]);
  }
}

/** As in the file where a link is stored as a full matrix; SU(2) links become unit quaternions. */
function linksOf(configuration: GaugeConfiguration, { lattice, group }: Theory): GaugeField {
  if (group.linkSize !== 2 * group.colours ** 2) return gaugeFieldOf(configuration, lattice, group);
  const u = new GaugeField(lattice, group);
  u.field.fromArray(configuration.links);
  return u;
}

function smear(u: GaugeField, { stout, flow, flowStep }: MeasureRequest): void {
  const { group, lattice } = u;
  if (stout) {
    const layers = Array.from({ length: stout.layers }, (_, k) => stoutLayer(`layer${k}`));
    const smearing = network('stout smearing', layers);
    for (const weight of smearing.weights) weight.value = stout.rho;
    const { image, tape } = smearing.apply(u);
    u.copyFrom(image);
    tape.dispose();
  }
  if (flow !== undefined) {
    // A quotient a rounding error above a whole number must not cost a step.
    const steps = Math.ceil(flow / flowStep - 1e-9);
    gradientFlow(u, { action: wilsonFlowAction(group, lattice.dimension), epsilon: flow / steps, steps });
  }
}

function measuresOf(lattice: Lattice, group: Group, request: MeasureRequest): Measures {
  const { dimension } = lattice;
  const plain = {
    plaquette: plaquette(dimension),
    rectangle: averageLoop('rectangle', rectangles(dimension)),
    polyakovLoop: complexPolyakovLoop(),
    linkTrace: linkTrace(dimension),
    topologicalCharge: topologicalCharge('clover'),
    energyDensity: energyDensity('clover'),
  };
  const measures = Object.entries(plain).map(([name, observable]) => [
    name,
    (u: GaugeField) => ({ [name]: observable.measure(u) as Value }),
  ]);
  return { ...Object.fromEntries(measures), chiralCondensate: condensateOf(lattice, group, request) };
}

/** Exact, or the mean over noise vectors with its standard error. */
function condensateOf(lattice: Lattice, group: Group, request: MeasureRequest): (u: GaugeField) => Values {
  const { mass, flavours, exact, noise, vectors, seed, observe } = request;
  if (mass === undefined || !observe.includes('chiralCondensate')) return () => ({});
  const options = { lattice, group, mass, flavours, solver };
  if (exact) {
    const observable = exactChiralCondensate(options);
    return u => ({ chiralCondensate: observable.measure(u) });
  }
  const observable = chiralCondensate({ ...options, noise, vectors: 1 });
  return u => {
    const values = Array.from({ length: vectors }, (_, k) => observable.measure(u, key(seed, k, 'noise')));
    const mean = values.reduce((sum, x) => sum + x, 0) / vectors;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (vectors - 1);
    const error = vectors > 1 ? { chiralCondensateError: Math.sqrt(variance / vectors) } : {};
    return { chiralCondensate: mean, ...error };
  };
}
