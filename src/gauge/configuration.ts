/** Gauge configurations: U_μ(x) in a group, on the links of a lattice. */
import type { Group } from '../group/index.ts';
import { type Configuration, drawGaussian, type Field, type Key, type Lattice } from '../lattice/index.ts';
import { drift, forceFromComponents, gaugeTransformation, groupFromGaussian, reunitarise } from './kernels.ts';

export class GaugeField implements Configuration<GaugeField>, Disposable {
  readonly lattice: Lattice;
  readonly group: Group;
  /** The stored reals, `dimension` links per site. */
  readonly field: Field;

  constructor(lattice: Lattice, group: Group, field = linksOf(lattice, group, lattice.dimension)) {
    this.lattice = lattice;
    this.group = group;
    this.field = field;
  }

  /** Links per site. */
  get variables(): number {
    return this.lattice.dimension;
  }

  get forceSize(): number {
    return this.lattice.dimension * this.group.algebraSize;
  }

  /** A new field for momenta or forces: algebraSize reals per link. */
  momentum(): Field {
    return this.lattice.field(this.forceSize);
  }

  clone(): GaugeField {
    return new GaugeField(this.lattice, this.group, this.field.clone());
  }

  copyFrom(other: GaugeField): this {
    this.field.copyFrom(other.field);
    return this;
  }

  /** Gives the memory of the links back at once, as `Field.free` does. */
  free(): void {
    this.field.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }

  /** Prepares U ← exp(time P) U, P = i pᵃ Tₐ. */
  bindDrift(momenta: Field): (time: number) => void {
    const move = drift(this.group, this.lattice.dimension).bind({ U: this.field, P: momenta });
    return time => void move({ eps: time });
  }

  forceFromComponents(derivative: Field, force: Field): void {
    forceFromComponents(this.group, this.lattice.dimension).run({ U: this.field, D: derivative, F: force });
  }

  /** Puts every link back on the group; returns the root mean square change per link. */
  restore(): number {
    const { defect } = reunitarise(this.group, this.lattice.dimension).run({ U: this.field });
    return Math.sqrt(defect / (this.lattice.volume * this.lattice.dimension));
  }
}

/** Room for `count` links per site. */
const linksOf = (lattice: Lattice, group: Group, count: number): Field =>
  lattice.field(count * group.linkSize).readAtNeighbours();

/** All links one. */
export function coldStart(lattice: Lattice, group: Group): GaugeField {
  return new GaugeField(lattice, group, unitElements(lattice, group, lattice.dimension));
}

/** `count` times the unit element on every site. */
export function unitElements(lattice: Lattice, group: Group, count: number): Field {
  const { linkSize, colours } = group;
  const diagonal =
    linkSize === 2 * colours ** 2 ? Array.from({ length: colours }, (_, i) => 2 * i * (colours + 1)) : [0];
  const components = Array.from({ length: count * linkSize }, (_, c) => Number(diagonal.includes(c % linkSize)));
  return linksOf(lattice, group, count).repeat(components);
}

/** Every link Haar distributed, independently. */
export function hotStart(lattice: Lattice, group: Group, key: Key): GaugeField {
  return new GaugeField(lattice, group, randomElements(lattice, group, lattice.dimension, key));
}

/** `count` Haar-distributed group elements per site. */
export function randomElements(lattice: Lattice, group: Group, count: number, key: Key): Field {
  const elements = linksOf(lattice, group, count);
  using gaussian = lattice.field(count * group.linkSize);
  drawGaussian(gaussian, key);
  groupFromGaussian(group, count, lattice.dimension).run({ G: gaussian, U: elements });
  return elements;
}

/** The configuration after the gauge transformation Ω (one group element per site). */
export function gaugeTransformed(u: GaugeField, omega: Field): GaugeField {
  const v = new GaugeField(u.lattice, u.group);
  gaugeTransformation(u.group, u.lattice.dimension).run({ Omega: omega, U: u.field, V: v.field });
  return v;
}
