/** Links and dense matrices for tests of the overlap operator. */
import { constantFlux, type GaugeField } from '../../gauge/index.ts';
import { apply, type Group, groupNamed, links } from '../../group/index.ts';
import { input, output, siteKernel } from '../../kernel/index.ts';
import { drawGaussian, type Field, key, type Lattice } from '../../lattice/index.ts';
import { spinors } from '../spinor/spinors.ts';
import type { DenseMatrix } from './dense.ts';

/** U(1) links in two dimensions with this charge: constant flux, and angles with Gaussian noise of this width. */
export function fluxWithNoise(lattice: Lattice, flux: number, width: number, seed = 1): GaugeField {
  const u = constantFlux(lattice, groupNamed('U(1)'), { planes: [{ plane: [0, 1], flux }] });
  const angles = lattice.field(lattice.dimension);
  drawGaussian(angles, key(seed, 0, 'start'));
  const noise = angles.toArray();
  const links = u.field.toArray();
  u.field.fromArray(
    links.map((_, k) => {
      const angle = Math.atan2(links[k - (k % 2) + 1], links[k - (k % 2)]) + width * noise[k >> 1];
      return k % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    }),
  );
  return u;
}

/** matrix · ψ in the order of `Field.toArray`. */
export function times({ size, re, im }: DenseMatrix, psi: Field): Field {
  const numbers = psi.toArray();
  const out = new Float64Array(2 * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [a, b, x, y] = [re[i * size + j], im[i * size + j], numbers[2 * j], numbers[2 * j + 1]];
      out[2 * i] += a * x - b * y;
      out[2 * i + 1] += a * y + b * x;
    }
  }
  return psi.like().fromArray(out);
}

/** Ω(x) ψ(x) on every spin. */
export function transformedSpinor(group: Group, omega: Field, psi: Field): Field {
  const { dimension } = psi.lattice;
  const out = psi.like();
  siteKernel(
    'transformedSpinor',
    dimension,
    { Omega: input(links(group, 1)), psi: input(spinors(group, dimension)), out: output(spinors(group, dimension)) },
    ({ Omega, psi: from, out: to }, x) => to.set(from().map(vector => apply(Omega(0, x), vector))),
  ).run({ Omega: omega, psi, out });
  return out;
}
