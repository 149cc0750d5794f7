/**
 * The energy density of gauge fields, in lattice units a⁴ g² E:
 *   E = ¼ F^a_{μν} F^a_{μν}  =  −Σ_{μ<ν} tr F_{μν} F_{μν} for SU(N),
 * summed over all μ, ν, with F by the clover or another definition of fieldStrength.ts; or from plaquettes,
 *   E = (1/n_T) Σ_{μ<ν} Re tr(1 − U_{μν}),   n_T = ½ for SU(N) and 1 for U(1),
 * which is 36 (1 − plaquette) for SU(3). Both vanish on unit links. On flowed fields t² ⟨E⟩ is dimensionless, at tree
 * level 3 (N² − 1) g² / (128 π²), and t² ⟨E⟩ = 0.3 defines t₀.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518, eqs. 1.5 and 2.1, section 3.
 */
import { type GaugeField, theories, transport } from '../../gauge/index.ts';
import { type Group, links } from '../../group/index.ts';
import { input, kernelFamily, output, reals, siteKernel, sum } from '../../kernel/index.ts';
import { type Field, workspaceOf } from '../../lattice/index.ts';
import { plaquettes } from '../../loops/index.ts';
import { addProduct, fieldStrength, planes, type StrengthDefinition } from './fieldStrength.ts';
import type { Observable } from './observable.ts';

/** D(x) = (1/n_T) sum of Re tr(1 − U_{μν}) over the plaquettes in the quadrants +μ +ν. */
export const plaquetteEnergy = kernelFamily('plaquetteEnergy', theories, (group: Group, dimension: number) => {
  const words = plaquettes(dimension);
  return siteKernel(
    'plaquetteEnergy',
    dimension,
    { U: input(links(group, dimension)), D: output(reals(1)), total: sum },
    ({ U, D, total }, x) => {
      const deficits = words.map(path => transport(U, path, x).reTrace().sub(group.colours));
      const density = deficits.reduce((a, b) => a.add(b)).mul(-1 / group.generatorNorm);
      D.set(0, density);
      total.add(density);
    },
  );
});

/**
 * Writes E(x), one real per site, to `out`.
 *
 * @returns the sum over all sites
 */
export function energyDensityField(u: GaugeField, definition: StrengthDefinition, out: Field): number {
  const { group, lattice } = u;
  const { dimension } = lattice;
  if (definition === 'plaquette') return plaquetteEnergy(group, dimension).run({ U: u.field, D: out }).total;
  const workspace = workspaceOf(lattice);
  const F = workspace.take(group.algebraSize);
  out.fill(0);
  let total = 0;
  for (const plane of planes(dimension)) {
    fieldStrength(u, plane, definition, F);
    total += addProduct(group.algebraSize, dimension).run({ A: F, B: F, D: out, c: 0.5 }).total;
  }
  workspace.giveBack(F);
  return total;
}

/** The average of E over the lattice. */
export function energyDensity(definition: StrengthDefinition = 'clover'): Observable<GaugeField, number> {
  return {
    name: 'energy_density',
    normalisation: `(1/V) Σ_x ¼ FᵃFᵃ, ${definition} definition, lattice units`,
    measure(u) {
      const workspace = workspaceOf(u.lattice);
      const scratch = workspace.take(1);
      const total = energyDensityField(u, definition, scratch);
      workspace.giveBack(scratch);
      return total / u.lattice.volume;
    },
  };
}
