/**
 * Classical spins: a unit vector of n = 2 (XY) or n = 3 (Heisenberg) components on every site; n = 1 (Ising) is a sign.
 *
 * Their motions are rotations S → R(t p) S, one momentum per rotation: in space p is an angular velocity of three
 * components. Drift is an exact rotation that keeps the measure of the sphere; the part of p along S moves nothing and is
 * as Gaussian at the end as at the start.
 */
import { type Configuration, drawGaussian, type Field, type Key, type Lattice } from '../lattice/index.ts';
import { normalise, rotate, rotations, torqueFromComponents } from './kernels.ts';

export class SpinField implements Configuration<SpinField> {
  readonly lattice: Lattice;
  /** n reals per site. */
  readonly field: Field;
  /** Spins per site. */
  readonly variables = 1;

  /** @throws if the field does not have 1, 2 or 3 components */
  constructor(lattice: Lattice, field: Field) {
    if (!(field.components in rotations)) {
      throw new Error(`Spins have 1, 2 or 3 components; found ${field.components}.`);
    }
    this.lattice = lattice;
    this.field = field;
  }

  get components(): number {
    return this.field.components;
  }

  get forceSize(): number {
    return rotations[this.components];
  }

  /** @throws for Ising spins, which no rotation moves */
  momentum(): Field {
    if (this.forceSize === 0) {
      throw new Error('Ising spins have no momenta: hybrid Monte Carlo cannot move them. Use Metropolis.');
    }
    return this.lattice.field(this.forceSize);
  }

  clone(): SpinField {
    return new SpinField(this.lattice, this.field.clone());
  }

  copyFrom(other: SpinField): this {
    this.field.copyFrom(other.field);
    return this;
  }

  bindDrift(momenta: Field): (time: number) => void {
    const move = rotate(this.components, this.lattice.dimension).bind({ p: momenta, S: this.field });
    return time => void move({ eps: time });
  }

  restore(): number {
    const { defect } = normalise(this.components, this.lattice.dimension).run({ S: this.field });
    return Math.sqrt(defect / this.lattice.volume);
  }

  forceFromComponents(derivative: Field, force: Field): void {
    const kernel = torqueFromComponents(this.components, this.lattice.dimension);
    kernel.run({ S: this.field, D: derivative, F: force });
  }
}

/** All spins along the last axis. */
export function alignedSpins(lattice: Lattice, components = 3): SpinField {
  const up = Array.from({ length: components }, (_, c) => Number(c === components - 1));
  return new SpinField(lattice, lattice.field(components).repeat(up));
}

/** Every spin uniform on the sphere, independently. */
export function randomSpins(lattice: Lattice, key: Key, components = 3): SpinField {
  const field = lattice.field(components);
  drawGaussian(field, key);
  const spins = new SpinField(lattice, field);
  spins.restore();
  return spins;
}
