/**
 * Effective models of spins, H_eff = −Σ_n J_n Σ_{⟨ij⟩ in shell n} S_i·S_j + E₀ of the spins themselves (linear model) or of those
 * that L layers have made of them (layers.ts). As a functional a model is S_eff = β H_eff: the weights "J1" … and "E0" are
 * β J_n and β E₀. Each pair is counted once.
 *
 * Value, force and the derivative by every weight come from traced kernels whose displacements reach over the whole lattice.
 *
 * References: J. Liu, Y. Qi, Z. Y. Meng, L. Fu, Phys. Rev. B 95, 041101 (2017), arXiv:1610.03137 (linear model); those of layers.ts.
 */
import { type Kernel, type Machine, sharedMachine } from '../../kernel/index.ts';
import {
  coordinatesOf,
  type Differentiable,
  type Field,
  Lattice,
  type PulledBack,
  papers,
  pulledBack,
  quotient,
  recorded,
  siteAt,
  type Weight,
} from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { bilinearValue, bilinearWalk, neighboursFrom, type SpinAction, wholeWalk } from '../sampling/walk.ts';
import { alignedSpins, SpinField } from '../spinField.ts';
import { energyDensity, type Score, shellProducts, shellSums, sumOfDensity } from './kernels.ts';
import { type LayerKind, type SpinLayer, spinLayer } from './layers.ts';
import { chosenShells, type Shell } from './shells.ts';

export interface EffectiveModelOptions {
  /** Of the lattice of spins. */
  readonly extents: readonly number[];
  /**
   * Shells of neighbours in block spins and in H_eff: the nearest n_max, or those of these d². On a larger lattice the nearest are
   * others: the nine of 6×6 are without d² = 16, which 8×8 has.
   */
  readonly shells: number | readonly number[];
  /** Kind of the layers. Default "transformer". */
  readonly kind?: LayerKind;
  /** L; 0 is the linear model. */
  readonly layers: number;
  /** Default "relu"; "softmax" in plain layers. */
  readonly score?: Score;
  /** What its kernels run on where the model makes fields of its own: local updates, training. Default: the shared one. */
  readonly machine?: Machine;
}

/** A field of one real per site whose sum is S_eff. */
export interface Density {
  readonly field: Field;
}

export interface EffectiveModel extends PulledBack<SpinField, Density>, SpinAction {
  readonly options: Required<EffectiveModelOptions>;
  readonly shells: readonly Shell[];
  /** Layer by layer, first one first. */
  readonly layers: readonly SpinLayer[];
  /** For each weight, over how many sites it counts. */
  readonly shares: readonly number[];
  /** β J_n */
  readonly J: readonly Weight[];
  /** β E₀ */
  readonly E0: Weight;
  /**
   * Σ_{⟨ij⟩ in shell n} S_i·S_j of the spins behind the last layer: what J_n multiplies. For spins on a lattice with one more
   * direction one list per configuration, one after the other.
   */
  products(u: SpinField): Float64Array;
  /** What its value is computed by, in order. */
  kernels(): readonly Kernel[];
}

/** All weights are zero, so that S_eff = 0. @throws if the lattice has fewer shells, or L is not a whole number */
export function effectiveModel(given: EffectiveModelOptions): EffectiveModel {
  const { kind = 'transformer', score = kind === 'plain' ? 'softmax' : 'relu', extents, layers: depth } = given;
  if (!Number.isInteger(depth) || depth < 0) throw new Error(`A model has 0 layers or more; found ${depth}.`);
  const { machine = sharedMachine() } = given;
  const shells = chosenShells(extents, given.shells);
  const count = shells.length;
  const layers = Array.from({ length: depth }, (_, l) => spinLayer(kind, `layer${l + 1}`, { extents, shells, score }));
  const J = shells.map((_, n): Weight => ({ name: `J${n + 1}`, value: 0 }));
  const E0: Weight = { name: 'E0', value: 0 };
  const inShells = shells.map(({ displacements }) => displacements);
  const volume = extents.reduce((a, b) => a * b, 1);

  const recordProducts = (tape: Parameters<SpinLayer['forward']>[0], S: Field): Field => {
    const { dimension } = S.lattice;
    const last = layers.reduce((below, layer) => layer.forward(tape, below), S);
    const { sums } = tape.record(shellSums(dimension, inShells), { S: last });
    return tape.record(shellProducts(dimension, count), { sums }).p;
  };
  const cites = [
    ...papers('Liu:2017slmc'),
    ...(depth > 0 && kind === 'transformer' ? papers('Nagai:2023eqt', 'Tomiya:2023jdy') : []),
  ];
  const name =
    depth === 0 ? `linear model of ${count} shells` : `${kind} of ${plural(depth, 'layer')}, ${count} shells`;
  const transformation = recorded({
    name,
    cites,
    weights: [...layers.flatMap(({ weights }) => weights), ...J, E0],
    record(tape, { field }: SpinField): Density {
      requireSpins(field, extents);
      const p = recordProducts(tape, field);
      const parameters = { J, e: quotient(E0, volume) };
      return { field: tape.record(energyDensity(field.lattice.dimension, count), { p }, parameters).density };
    },
  });
  const features = recorded({
    name: `products of ${name}`,
    cites,
    weights: [],
    record: (tape, { field }: SpinField): Density => {
      requireSpins(field, extents);
      return { field: recordProducts(tape, field) };
    },
  });
  const inPlace = pulledBack(sumOf, transformation);
  const own = ownSpins();
  let walks: SpinAction['walk'] | undefined;
  const model: EffectiveModel = {
    ...inPlace,
    value: u => inPlace.value(own(u)),
    differential: (u, out) => inPlace.differential(own(u), out),
    gradient: (u, out) => inPlace.gradient(own(u), out),
    weightGradient: u => inPlace.weightGradient(own(u)),
    name,
    options: { ...given, kind, score, machine },
    shells,
    layers,
    shares: [
      ...layers.flatMap(layer => layer.shares),
      ...shells.map(({ displacements }) => displacements.length),
      1 / volume,
    ],
    J,
    E0,
    walk(spins) {
      walks ??= (depth === 0 ? linearWalks : networkWalks)(model);
      return walks(spins);
    },
    products(u) {
      const { image, tape } = features.apply(u);
      const sums = sumsByConfiguration(image.field, volume);
      tape.release();
      return sums;
    },
    kernels() {
      const { tape } = transformation.apply(alignedSpins(new Lattice(extents, machine)));
      const kernels = [...tape.kernels, sumOfDensity(extents.length)];
      tape.release();
      return kernels;
    },
  };
  return model;
}

/** A copy of the spins, one field for each lattice: chains change fields in turn, and a tape is prepared for one of them. */
function ownSpins(): (u: SpinField) => SpinField {
  const copies = new WeakMap<Lattice, SpinField>();
  return u => {
    const copy = copies.get(u.lattice);
    if (copy) return copy.copyFrom(u);
    const first = u.clone();
    copies.set(u.lattice, first);
    return first;
  };
}

/** Every pair of sites in a shell, with the present J of the shell as coupling. */
function linearWalks({ options: { extents }, shells, J, E0 }: EffectiveModel): SpinAction['walk'] {
  const volume = extents.reduce((a, b) => a * b, 1);
  const lists = Array.from({ length: volume }, (_, site) => {
    const x = coordinatesOf(site, extents);
    return shells.flatMap(({ displacements }, n) =>
      displacements.map(d => {
        const there = x.map((c, mu) => c + d[mu]);
        return { site: siteAt(there, extents), coupling: n };
      }),
    );
  });
  const numbered = neighboursFrom(lists);
  const neighbours = { ...numbered, couplings: new Float64Array(numbered.couplings.length) };
  const none = new Float64Array(3);
  return spins => {
    for (let k = 0; k < neighbours.couplings.length; k++) neighbours.couplings[k] = J[numbered.couplings[k]].value;
    return bilinearWalk(spins, neighbours, none, bilinearValue(spins, neighbours, none) + E0.value);
  };
}

/** Every spin is seen by all: the value is computed anew. */
function networkWalks(model: EffectiveModel): SpinAction['walk'] {
  const lattice = new Lattice(model.options.extents, model.options.machine);
  const u = new SpinField(lattice, lattice.field(3));
  return spins =>
    wholeWalk(spins, 3, trial => {
      u.field.fromArray(trial);
      return model.value(u);
    });
}

/** Σ_x of the density, with the differential 1. */
const sumOf: Differentiable<Density> = {
  name: 'sum',
  cites: [],
  value: ({ field }) => sumOfDensity(field.lattice.dimension).run({ density: field }).all,
  differential: (_, out) => void out.fill(1),
};

/** For every configuration along the last direction, if there is one more than those of the model, the sum of each component. */
export function sumsByConfiguration(field: Field, volume: number): Float64Array {
  const { components } = field;
  const numbers = field.toArray();
  const sums = new Float64Array((numbers.length / (volume * components)) * components);
  for (let k = 0; k < numbers.length; k++) {
    sums[Math.floor(k / (volume * components)) * components + (k % components)] += numbers[k];
  }
  return sums;
}

function requireSpins({ components, lattice }: Field, extents: readonly number[]): void {
  const fits = extents.every((L, mu) => lattice.extents[mu] === L) && lattice.dimension <= extents.length + 1;
  if (components === 3 && fits) return;
  throw new Error(
    `The effective model is for spins of 3 components on ${extents.join('×')} sites; found ${components} on ` +
      `${lattice.extents.join('×')}.`,
  );
}
