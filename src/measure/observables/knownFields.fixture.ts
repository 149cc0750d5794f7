/** Configurations whose energy, charge and flow are known. */
import { coldStart, drift, type GaugeField } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Lattice } from '../../lattice/index.ts';

/** U_μ(x) ← exp(i p^a T_a) U_μ(x), p given by coordinates from 0 and μ. */
export function turn(u: GaugeField, p: (x: readonly number[], mu: number) => readonly number[]): void {
  const { lattice, group } = u;
  const P = u.momentum();
  const numbers = new Float64Array(lattice.volume * P.components);
  for (let site = 0; site < lattice.volume; site++) {
    const x = lattice.coordinates(site);
    for (let mu = 0; mu < lattice.dimension; mu++) {
      numbers.set(p(x, mu), (site * lattice.dimension + mu) * group.algebraSize);
    }
  }
  P.fromArray(numbers);
  drift(group, lattice.dimension).run({ U: u.field, P, eps: 1 });
}

export function fieldOf(
  extents: readonly number[],
  group: string,
  p: (x: readonly number[], mu: number) => readonly number[],
): GaugeField {
  const u = coldStart(new Lattice(extents), groupNamed(group));
  turn(u, p);
  return u;
}

/**
 * U_μ = exp(i φ G_μ), G = λ₁, λ₂, λ₄, λ₅, φ a sum of waves: SU(3) on 4⁴, the field on
 * which SIMULATeQCD 1.2.0 and QCDMeasurements.jl were compared. Its coordinates and directions count from 1.
 */
export function wavesOfSU3(): GaugeField {
  return fieldOf([4, 4, 4, 4], 'SU(3)', (coordinates, direction) => {
    const [x, y, z, t] = coordinates.map(c => c + 1);
    const mu = direction + 1;
    const phi =
      0.18 +
      0.07 * Math.sin((Math.PI / 2) * ((mu + 1) * x + (2 * mu + 1) * y + (mu + 3) * z)) +
      0.04 * Math.cos((Math.PI / 2) * ((mu + 2) * t + x + 2 * z));
    const p = new Array<number>(8).fill(0);
    p[[0, 1, 3, 4][direction]] = 2 * phi;
    return p;
  });
}

/** SU(2) links diag(e^{i a}, e^{−i a}): p³ = 2 a. */
export function abelian(extents: readonly number[], angle: (x: readonly number[], mu: number) => number): GaugeField {
  return fieldOf(extents, 'SU(2)', (x, mu) => [0, 0, 2 * angle(x, mu)]);
}

/** Constant field strength f = 2 π / L² in the planes (x, y) and (z, t) of L⁴; `sign` turns the second one. */
export function constantFlux(L: number, sign: 1 | -1 = 1): GaugeField {
  const f = (2 * Math.PI) / L ** 2;
  return abelian([L, L, L, L], (x, mu) => {
    const plane = mu < 2 ? 0 : 2;
    const strength = plane === 0 ? f : sign * f;
    const [a, b] = [x[plane], x[plane + 1]];
    if (mu === plane + 1) return strength * a;
    return a === L - 1 ? -strength * L * b : 0;
  });
}

const segments = 20;

/**
 * The instanton of Belavin, Polyakov, Schwarz and Tyupkin in singular gauge, A^a_μ = 2 η̄_{aμν} x_ν ρ² /
 * (x² (x² + ρ²)), centred in the cell in the middle of L⁴, each link the ordered product over 20 segments.
 * `exponent` is the sign in exp(−i ∫ A).
 */
export function instanton(L: number, rho: number, exponent: 1 | -1 = -1, pieces = segments): GaugeField {
  const u = coldStart(new Lattice([L, L, L, L]), groupNamed('SU(2)'));
  const centre = (L - 1) / 2;
  // drift multiplies from the left, so the last segment comes first.
  for (let k = pieces - 1; k >= 0; k--) {
    turn(u, (coordinates, mu) => {
      const x = coordinates.map((c, nu) => c - centre + (nu === mu ? (k + 0.5) / pieces : 0));
      const squared = x.reduce((sum, c) => sum + c * c, 0);
      const size = (2 * rho ** 2) / (squared * (squared + rho ** 2));
      return [0, 1, 2].map(a => {
        const etaX = x.reduce((sum, c, nu) => sum + antiselfdual(a, mu, nu) * c, 0);
        return (exponent * size * etaX) / pieces;
      });
    });
  }
  return u;
}

/** 't Hooft's symbol η̄_{aμν}. */
function antiselfdual(a: number, mu: number, nu: number): number {
  if (mu === nu) return 0;
  if (nu === 3) return mu === a ? -1 : 0;
  if (mu === 3) return nu === a ? 1 : 0;
  if (a === mu || a === nu) return 0;
  return (mu - a + 3) % 3 === 1 ? 1 : -1;
}
