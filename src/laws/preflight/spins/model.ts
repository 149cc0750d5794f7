/** Value, force and single-spin changes of a model of spins and of its effective model, by ways that share no code with them. */
import { key, type Lattice, uniforms } from '../../../lattice/index.ts';
import type { SpinModel } from '../../../runfile/schema/spin/model.ts';
import type { ClassicalModel, DoubleExchange, SpinAction, SpinField } from '../../../spin/index.ts';
import { type Finding, finding } from '../../finding.ts';
import { forceLaws, weightLaw } from '../../force.ts';
import type { SpinSubject } from './subject.ts';

const force = { tolerance: 1e-6, step: 1e-3 };
/** Relative to the largest term. */
const rounding = 1e-11;

export function checkModel({ run, theory, u, effective }: SpinSubject): Finding[] {
  const { model, lattice } = theory;
  const isElectronic = 'spectrum' in model;
  return [
    ...(isElectronic ? electronLaws(model, lattice, u) : [sumOverBonds(model, lattice, u, run.model)]),
    ...(u.forceSize === 0 ? [] : forceLaws(model, u, force)),
    changeLaw(model, u),
    ...(effective ? [...forceLaws(effective, u, force), weightLaw(effective, u), changeLaw(effective, u)] : []),
  ];
}

/** Moments of the levels, which are sums of squares of matrix elements, and free electrons. */
function electronLaws(model: DoubleExchange, { extents, volume }: Lattice, u: SpinField): Finding[] {
  const { hopping: t, coupling: J } = model.options;
  const levels = model.spectrum(u.field.toArray());
  // Two bonds to the same neighbour make one element twice as large.
  const hops = extents.reduce((sum, L) => sum + (L === 2 ? 8 : 4) * volume * t * t, 0);
  const second = hops + (volume * J * J) / 2;
  const [sum, squares] = [1, 2].map(power => levels.reduce((total, E) => total + E ** power, 0));
  const scale = Math.max(second, Number.MIN_VALUE);
  return [
    finding('levels of electrons add up to nothing', Math.abs(sum) / Math.sqrt(scale * levels.length), rounding),
    finding('squares of levels add up to those of the matrix', Math.abs(squares - second) / scale, rounding),
    freeElectrons(model, extents, volume),
  ];
}

/** Where all spins point one way, levels are those of free electrons, −2t Σ cos k, shifted by ±J/2. */
function freeElectrons(model: DoubleExchange, extents: readonly number[], volume: number): Finding {
  const { hopping: t, coupling: J } = model.options;
  const aligned = Float64Array.from({ length: 3 * volume }, (_, k) => Number(k % 3 === 2));
  const expected = Array.from({ length: volume }, (_, site) => {
    let rest = site;
    return extents.reduce((energy, L) => {
      const n = rest % L;
      rest = (rest - n) / L;
      return energy - 2 * t * Math.cos((2 * Math.PI * n) / L);
    }, 0);
  }).flatMap(energy => [energy - J / 2, energy + J / 2]);
  expected.sort((a, b) => a - b);
  const found = model.spectrum(aligned);
  const width = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
  const deviation = expected.reduce((most, E, k) => Math.max(most, Math.abs(E - found[k])), 0);
  return finding('electrons among aligned spins are free', deviation / width, rounding);
}

/** −βJ Σ S·S′ − β Σ h·S, bond by bond. */
function sumOverBonds(model: ClassicalModel, lattice: Lattice, u: SpinField, section: SpinModel): Finding {
  const { beta, coupling } = section;
  const field = ('field' in section ? section.field : undefined) ?? [];
  const [spins, n] = [u.field.toArray(), u.components];
  let [expected, size] = [0, 1];
  for (let site = 0; site < lattice.volume; site++) {
    const x = lattice.coordinates(site);
    const add = (term: number) => {
      expected -= beta * term;
      size += Math.abs(beta * term);
    };
    for (let c = 0; c < n; c++) {
      const here = spins[n * site + c];
      if (field.length > 0) add(field[c] * here);
      for (let mu = 0; mu < x.length; mu++) {
        const there = lattice.siteAt(x.map((coordinate, nu) => coordinate + Number(nu === mu)));
        add(coupling * here * spins[n * there + c]);
      }
    }
  }
  return finding(`${model.name} is its sum over bonds`, Math.abs(model.value(u) - expected) / size, rounding);
}

/** The change that a local update computes for one spin is the difference of two values. */
function changeLaw(action: SpinAction, u: SpinField): Finding {
  const spins = u.field.toArray();
  const n = u.components;
  const before = action.value(u);
  let [largest, size] = [0, 1 + Math.abs(before)];
  for (const site of [0, u.lattice.volume - 1]) {
    const spin = Array.from({ length: n }, (_, c) =>
      n === 1 ? -spins[site] : uniforms(key(1, site, 'spin'), c, 0)[0] - 0.5,
    );
    const length = Math.hypot(...spin);
    const turned = spin.map(s => s / length);
    const walk = action.walk(spins.slice());
    const change = walk.change(site, turned);
    const v = u.clone();
    const changed = spins.slice();
    changed.set(turned, n * site);
    v.field.fromArray(changed);
    largest = Math.max(largest, Math.abs(change - (action.value(v) - before)));
    size = Math.max(size, Math.abs(change));
  }
  return finding(`${action.name} changes with one spin as its value does`, largest / size, rounding);
}
