/**
 * Gauge-covariant smearing of quark fields in space,
 *   ψ ← (ψ + α H ψ) / (1 + 2 (D−1) α),
 *   (H ψ)(x) = Σ_k [ U_k(x) ψ(x + k) + U_k(x − k)† ψ(x − k) ],   k spatial,
 * repeated n times: close to a Gaussian of width √(2 n α / (1 + 2 (D−1) α)) per direction. A constant field
 * stays what it is on unit links.
 *
 * Reference: S. Güsken et al., Phys. Lett. B 227, 266 (1989); C. Alexandrou et al., Nucl. Phys. B 414, 815 (1994).
 */
import { type Spinor, spinors } from '../../../fermion/index.ts';
import { type GaugeField, theories } from '../../../gauge/index.ts';
import { apply, type Group, links } from '../../../group/index.ts';
import { input, kernelFamily, output, parameter, type Site, siteKernel } from '../../../kernel/index.ts';
import { type Field, workspaceOf } from '../../../lattice/index.ts';

export interface GaussianSmearing {
  readonly alpha: number;
  readonly steps: number;
}

/** out = a ψ + b H ψ */
export const spatialHops = kernelFamily(
  'spatialHops',
  () => theories().filter(([, dimension]) => dimension !== 3),
  (group: Group, dimension: number) =>
    siteKernel(
      'spatialHops',
      dimension,
      {
        a: parameter,
        b: parameter,
        U: input(links(group, dimension)),
        psi: input(spinors(group, dimension)),
        out: output(spinors(group, dimension)),
      },
      ({ a, b, U, psi, out }, x: Site) => {
        const here = psi(x);
        let total: Spinor | undefined;
        const add = (term: Spinor) => {
          const before = total;
          total = before ? term.map((vector, s) => vector.map((z, c) => before[s][c].add(z))) : term;
        };
        for (let k = 0; k < dimension - 1; k++) {
          const back = U(k, x.minus(k)).dagger();
          add(psi(x.plus(k)).map(vector => apply(U(k, x), vector)));
          add(psi(x.minus(k)).map(vector => apply(back, vector)));
        }
        out.set(here.map((vector, s) => vector.map((z, c) => z.scale(a).add(total![s][c].scale(b)))));
      },
    ),
);

/** Smears a spinor field in place. */
export function smearGaussian(u: GaugeField, { alpha, steps }: GaussianSmearing, psi: Field): void {
  const { group, lattice } = u;
  const { dimension } = lattice;
  if (!(Number.isInteger(steps) && steps >= 0 && alpha > 0 && alpha < Infinity)) {
    throw new Error(
      `Gaussian smearing has a positive alpha and a whole number of steps; found alpha = ${alpha}, steps = ${steps}.`,
    );
  }
  const workspace = workspaceOf(lattice);
  const other = workspace.take(psi.components);
  const kernel = spatialHops(group, dimension);
  const directions = [kernel.bind({ U: u.field, psi, out: other }), kernel.bind({ U: u.field, psi: other, out: psi })];
  const a = 1 / (1 + 2 * (dimension - 1) * alpha);
  for (let step = 0; step < steps; step++) directions[step % 2]({ a, b: alpha * a });
  if (steps % 2 === 1) psi.copyFrom(other);
  workspace.giveBack(other);
}
