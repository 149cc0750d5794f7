/**
 * Staggered quarks in a constant Abelian field, where everything is known. With U_μ = diag(e^{iθ_μ}, e^{−iθ_μ}, 1, …)
 * (U(1): e^{iθ_μ}) and χ(x) = e^{ipx} in the first colour,
 *   −D₀ D₀ χ = Σ_μ sin²(p_μ + θ_μ) χ,    p_μ = 2πn/L_μ, or (2n+1)π/L_μ in an antiperiodic direction,
 * because the staggered phases anticommute. Hence S = |χ|² (m² + Σ sin²)^{−power}: this knows the phases η, the
 * factors ½, which link is daggered, the boundary, the mass and the number of flavours.
 *
 * Reference: J. Kogut and L. Susskind, Phys. Rev. D 11, 395 (1975); H. J. Rothe, Lattice Gauge Theories, ch. 4.
 */
import { coldStart, type GaugeField } from '../../gauge/index.ts';
import { coordinatesOf, type Field, type Functional } from '../../lattice/index.ts';
import { quarksOf } from '../../runfile/schema/action.ts';
import { type Finding, finding } from '../finding.ts';
import type { Subject } from './subject.ts';

/** Solver 1e-13, rational functions 1e-11. */
const allowed = 1e-9;
const angle = (mu: number) => 0.3 - 0.17 * mu;
const waves = [0, 1, 0, 1];

export function checkFreeQuarks({ run, u, quarks }: Subject): Finding[] {
  const [fermion] = quarksOf(run.action);
  if (!quarks || fermion?.kind !== 'staggered') return [];
  const links = constantField(u);
  const before = quarks.field.toArray();
  const last = u.lattice.dimension - 1;
  const momenta = u.lattice.extents.map((length, mu) => {
    const shift = mu === last && fermion.boundary === 'antiperiodic' ? 0.5 : 0;
    return (2 * Math.PI * (waves[mu] + shift)) / length;
  });
  setPlaneWave(quarks.field, u.lattice.extents, momenta);
  const squares = momenta.reduce((sum, p, mu) => sum + Math.sin(p + angle(mu)) ** 2, 0);
  const power = fermion.flavours <= 4 ? fermion.flavours / 4 : fermion.flavours / 8;
  const error = (action: Functional<GaugeField>, mass: number) => {
    const expected = quarks.field.sites.length * (mass ** 2 + squares) ** -power;
    return Math.abs(action.value(links) / expected - 1);
  };
  const found = [finding('free quarks have their exact action', error(quarks.action, fermion.mass), allowed)];
  if (run.sampler.kind === 'slhmc') {
    const { mass } = run.sampler.effective;
    found.push(finding('free effective quarks have their exact action', error(quarks.withMass(mass), mass), allowed));
  }
  quarks.field.fromArray(before);
  return found;
}

/** Stored reals of diag(e^{iθ}, e^{−iθ}, 1, …), for SU(2) as a quaternion: see the group room. */
function constantField({ lattice, group }: GaugeField): GaugeField {
  const u = coldStart(lattice, group);
  const numbers = u.field.toArray();
  const { linkSize, colours } = group;
  for (let link = 0; link * linkSize < numbers.length; link++) {
    const theta = angle(link % lattice.dimension);
    const [c, s] = [Math.cos(theta), Math.sin(theta)];
    const isQuaternion = linkSize !== 2 * colours ** 2;
    const second = 2 * (colours + 1);
    const entries = isQuaternion
      ? [
          [0, c],
          [3, s],
        ]
      : [
          [0, c],
          [1, s],
          ...(colours > 1
            ? [
                [second, c],
                [second + 1, -s],
              ]
            : []),
        ];
    for (const [at, value] of entries) numbers[link * linkSize + at] = value;
  }
  u.field.fromArray(numbers);
  return u;
}

/** e^{ipx} in the first colour, on the sites of the field. */
function setPlaneWave(field: Field, extents: readonly number[], momenta: readonly number[]): void {
  const numbers = new Float64Array(field.sites.length * field.components);
  field.sites.forEach((site, at) => {
    const phase = coordinatesOf(site, extents).reduce((sum, x, mu) => sum + momenta[mu] * x, 0);
    numbers[at * field.components] = Math.cos(phase);
    numbers[at * field.components + 1] = Math.sin(phase);
  });
  field.fromArray(numbers);
}
