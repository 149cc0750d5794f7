/** Real scalar fields φ_c(x), c = 0 … components − 1: a flat configuration, whose motions are φ → φ + t p. */
import type { Configuration } from './configuration.ts';
import { drawGaussian } from './draw.ts';
import type { Field } from './field.ts';
import type { Lattice } from './lattice.ts';
import { axpy } from './linear.ts';
import type { Key } from './random/index.ts';

export class ScalarField implements Configuration<ScalarField> {
  readonly lattice: Lattice;
  readonly field: Field;

  /** Zero everywhere, unless a field is given. */
  constructor(lattice: Lattice, components = 1, field = lattice.field(components)) {
    this.lattice = lattice;
    this.field = field;
  }

  get variables(): number {
    return this.field.components;
  }

  get forceSize(): number {
    return this.field.components;
  }

  momentum(): Field {
    return this.lattice.field(this.forceSize);
  }

  clone(): ScalarField {
    return new ScalarField(this.lattice, this.field.components, this.field.clone());
  }

  copyFrom(other: ScalarField): this {
    this.field.copyFrom(other.field);
    return this;
  }

  bindDrift(momenta: Field): (time: number) => void {
    const move = axpy(this.forceSize, this.lattice.dimension).bind({ x: momenta, y: this.field });
    return time => void move({ a: time });
  }

  restore(): number {
    return 0;
  }

  forceFromComponents(derivative: Field, force: Field): void {
    force.copyFrom(derivative);
  }
}

/** Every component an independent Gaussian number of mean 0 and standard deviation `sigma`. */
export function gaussianScalars(lattice: Lattice, key: Key, { components = 1, sigma = 1 } = {}): ScalarField {
  const phi = new ScalarField(lattice, components);
  drawGaussian(phi.field, key, sigma);
  return phi;
}
