/** The surrogates of the study of attention: heavy masses, loops, networks, and networks on top of a factor. */
import { type GaugeField, loopAction } from '../../../src/gauge/index.ts';
import { add, key, pulledBack, scale, type Trainable, type Weight } from '../../../src/lattice/index.ts';
import { plaquettes, polyakovLoop, rectangles } from '../../../src/loops/index.ts';
import {
  blockingLayer,
  type CaskOptions,
  caskLayer,
  flowLayer,
  type Layer,
  type NetworkLoop,
  network,
  projectedLayer,
  randomiseWeights,
  stoutLayer,
} from '../../../src/network/index.ts';
import type { Laboratory } from './pairs.ts';

export interface Member {
  readonly name: string;
  readonly label: string;
  readonly layers?: () => Layer[];
  /** Heavy masses beside m_eff. */
  readonly heavier?: number;
  /** The coefficients of the masses are trained. */
  readonly factor?: boolean;
  /** Gauge loops with couplings. */
  readonly loops?: boolean;
}

const lines: readonly NetworkLoop[] = ['plaquette', 'polyakovSpace', 'polyakovTime'];
const stack = (n: number, layer: (name: string) => Layer) => () =>
  Array.from({ length: n }, (_, k) => layer(`layer${k}`));
const cask = (options: Partial<CaskOptions>, blocks = 1) => stack(blocks, name => caskLayer(name, options));

export const networks: readonly Member[] = [
  { name: 'stout', label: 'stout', layers: stack(1, name => stoutLayer(name)) },
  { name: 'stout2', label: 'stout, 2 layers', layers: stack(2, name => stoutLayer(name)) },
  { name: 'stoutLines', label: 'stout with Polyakov lines', layers: stack(1, name => stoutLayer(name, lines)) },
  { name: 'stout2Lines', label: 'stout, 2 layers, Polyakov lines', layers: stack(2, name => stoutLayer(name, lines)) },
  {
    name: 'stoutLoops',
    label: 'stout with rectangles, chairs, lines',
    layers: stack(1, name => stoutLayer(name, [...lines, 'rectangle', 'chair'])),
  },
  { name: 'ape', label: 'APE', layers: stack(1, name => blockingLayer(name, 'ape')) },
  { name: 'ape2', label: 'projected, 2 layers, Polyakov lines', layers: stack(2, name => projectedLayer(name, lines)) },
  { name: 'nhyp', label: 'nHYP', layers: stack(1, name => blockingLayer(name, 'nhyp')) },
  { name: 'flow', label: 'neural ODE', layers: stack(1, name => flowLayer(name, { loops: ['plaquette'], steps: 2 })) },
  {
    name: 'flowLines',
    label: 'neural ODE, 2 pieces, Polyakov lines',
    layers: stack(1, name => flowLayer(name, { loops: lines, profile: 'piecewise', pieces: 2, steps: 2 })),
  },
  { name: 'cask1', label: 'CASK, reach 1', layers: cask({ reach: 1 }) },
  { name: 'cask3', label: 'CASK, reach 3', layers: cask({ reach: 3 }) },
  { name: 'cask3Lines', label: 'CASK, reach 3, Polyakov lines', layers: cask({ reach: 3, loops: lines }) },
  { name: 'cask3x2', label: 'CASK, reach 3, 2 blocks', layers: cask({ reach: 3 }, 2) },
  { name: 'heads2', label: 'CASK, reach 3, 2 heads', layers: cask({ reach: 3, heads: 2 }) },
  { name: 'relu', label: 'CASK, reach 3, ReLU', layers: cask({ reach: 3, activation: 'relu' }) },
  { name: 'softmax', label: 'CASK, reach 3, softmax', layers: cask({ reach: 3, activation: 'softmax' }) },
  { name: 'scores', label: 'CASK, reach 3, trained scores', layers: cask({ reach: 3, scoreWeights: true }) },
  { name: 'projection', label: 'CASK, reach 3, projected values', layers: cask({ reach: 3, value: 'projection' }) },
  { name: 'sparse', label: 'CASK, extents 1 and 3', layers: cask({ extents: [1, 3] }) },
  { name: 'sparseTime', label: 'CASK, reach 3, along z and t', layers: cask({ reach: 3, directions: [2, 3] }) },
  { name: 'star', label: 'star', layers: cask({ attention: 'star', hub: lines }) },
  { name: 'both', label: 'star and neighbours', layers: cask({ reach: 3, attention: 'both', hub: lines }) },
];

const onFactor = (member: Member): Member => ({
  ...member,
  name: `factor+${member.name}`,
  label: `factor, ${member.label}`,
  factor: true,
});
const onMasses = (member: Member): Member => ({
  ...onFactor(member),
  name: `masses2+${member.name}`,
  label: `two masses, ${member.label}`,
  heavier: 1,
});
const named = (...names: readonly string[]) => networks.filter(({ name }) => names.includes(name));

export const baselines: readonly Member[] = [
  { name: 'none', label: 'nothing trained' },
  { name: 'loops', label: 'four gauge loops', loops: true },
  { name: 'factor', label: 'factor', factor: true },
  { name: 'factor+loops', label: 'factor, four gauge loops', factor: true, loops: true },
  { name: 'masses2', label: 'two masses', factor: true, heavier: 1 },
  { name: 'masses3', label: 'three masses', factor: true, heavier: 2 },
  { name: 'masses4', label: 'four masses', factor: true, heavier: 3 },
];

/** The most telling first, for a study that may be stopped. */
const first = named('stout', 'stout2Lines', 'cask3', 'star', 'flow', 'softmax', 'ape', 'nhyp', 'cask3Lines', 'sparse');
const others = networks.filter(member => !first.includes(member));

export const members: readonly Member[] = [
  ...baselines,
  ...first,
  ...first.map(onFactor),
  ...named('stout', 'stout2Lines', 'cask3', 'star').map(onMasses),
  ...others,
  ...others.map(onFactor),
];

/** Masses beside m_eff: those of docs/results/cask.md where it has them. */
const ladder = [0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3];
export function heavierThan(effective: number, count: number): number[] {
  const above = ladder.filter(m => m > effective * 1.001);
  return above.slice(0, count);
}

const spread = 0.02;
/** Queries, keys and values begin here: from other signs they end in a worse minimum. */
const attentive = 0.03;

/** The surrogate of a member on the present φ of the laboratory, before training. */
export function build(member: Member, lab: Laboratory, effective: number, seed = 1): Trainable<GaugeField> {
  const masses = [effective, ...heavierThan(effective, member.heavier ?? 0)];
  const coefficient = (k: number): Weight | number =>
    member.factor ? { name: `coefficient${k + 1}`, value: k === 0 ? 1 : 0 } : 1;
  const heavy = lab.phi.sumOfMasses!(masses.map((mass, k) => ({ mass, coefficient: coefficient(k) })));
  const quarks = member.layers ? pulledBack(heavy, drawn(member, member.layers(), seed)) : heavy;
  if (!member.loops) return quarks;
  return add(quarks, loopsOf(lab));
}

function drawn(member: Member, layers: Layer[], seed: number) {
  const net = network(member.name, layers);
  randomiseWeights(net, spread, key(seed, 0, 'weights'));
  for (const weight of net.weights) if (/query|key|value/.test(weight.name)) weight.value += attentive;
  return net;
}

/** Plaquette, rectangle and Polyakov lines with couplings, zero to begin with. */
export function loopsOf({ lattice }: Laboratory): Trainable<GaugeField> {
  const { extents } = lattice;
  const line = (mu: number) => polyakovLoop(mu, extents);
  const words = {
    plaquette: plaquettes,
    rectangle: rectangles,
    polyakovSpace: [0, 1, 2].map(line),
    polyakovTime: [line(3)],
  };
  return add(
    ...Object.entries(words).map(([name, list]) =>
      scale({ name, value: 0 }, loopAction(name, [{ words: list, beta: 1 }])),
    ),
  );
}

/** Weights by name. @throws if one is missing */
export function putWeights({ weights }: Trainable<GaugeField>, values: Readonly<Record<string, number>>): void {
  for (const weight of weights) {
    if (values[weight.name] === undefined) throw new Error(`Nothing has been learnt about ${weight.name}.`);
    weight.value = values[weight.name];
  }
}
