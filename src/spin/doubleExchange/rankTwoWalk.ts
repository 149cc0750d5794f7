/**
 * The weight of electrons when one spin turns, without a new spectrum. The matrix changes by the 2 × 2 block
 * V = (J/2)(S′ − S)·σ at one site, so that with the Green functions G(z) = (z − h)⁻¹ at z_k = μ + iω_k
 *   Π_n |z − E′_n|²/|z − E_n|² = |det₂(1 − V G_ii(z))|²,
 *   ln W′ − ln W = Σ_k w_k ln |det₂(1 − V G_ii(z_k))|²        (matsubara.ts; the trace, linear in E, does not change).
 * A proposal costs one 2 × 2 determinant per frequency. If it is accepted,
 *   G ← G + G[:, i] (1 − V G_ii)⁻¹ V G[i, :].
 * A walk begins without spins, where G is known from plane waves, and turns them on one by one: so it depends on its beginning
 * alone, and a resumed run repeats it bit for bit.
 */
import { type MatrixStack, matrixStack } from '../../kernel/index.ts';
import { coordinatesOf, siteAt } from '../../lattice/index.ts';
import type { Walk } from '../sampling/walk.ts';
import type { Couplings } from './matrix.ts';
import { type Frequencies, fewFrequencies } from './matsubara.ts';

export interface RankTwoOptions extends Couplings {
  readonly extents: readonly number[];
  readonly chemicalPotential: number;
  readonly beta: number;
}

/** Complex numbers in all matrices, of which there are about β: 1 GiB. */
const mostElements = 2 ** 26;

/**
 * Whether a walk of so many updates is cheaper this way. Changing G at all frequencies takes about a quarter of the time of a
 * spectrum; it is done for every site at the beginning and for every update that is accepted. A proposal costs next to nothing.
 */
export function paysRankTwo(updates: number, { extents, beta }: Pick<RankTwoOptions, 'extents' | 'beta'>): boolean {
  const sites = extents.reduce((a, b) => a * b, 1);
  return 2 * updates >= sites && beta * (2 * sites) ** 2 <= mostElements;
}

export interface RankTwoWalks {
  /** @param action −ln W of these spins */
  begin(spins: Float64Array, action: number): Walk;
  /** Frequencies w_k, ω_k that are used. */
  readonly frequencies: Frequencies;
}

export function rankTwoWalks(options: RankTwoOptions): RankTwoWalks {
  const { extents, hopping, coupling, chemicalPotential: mu, beta } = options;
  const sites = extents.reduce((a, b) => a * b, 1);
  // |E| ≤ 2t per direction + J/2.
  const largest = 2 * Math.abs(hopping) * extents.length + Math.abs(coupling) / 2 + Math.abs(mu);
  const few = fewFrequencies(beta, largest);
  const { frequencies, weights } = few;
  const count = frequencies.length;
  const stack = matrixStack(2 * sites, count);
  const setFree = freeWriter(freeGreenFunctions(options, frequencies), extents);
  const M = new Float64Array(8 * count);
  const half = coupling / 2;

  /** V = v·σ: M_k ← (1 − V G_ii)⁻¹ V; returns Σ_k w_k ln |det(1 − V G_ii)|². */
  const prepare = (site: number, vx: number, vy: number, vz: number): number => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const { re, im } = stack.matrices[k];
      const at = 2 * site * stack.stride + 2 * site;
      const under = at + stack.stride;
      // V = ((vz, vx − i vy), (vx + i vy, −vz)); B = 1 − V G.
      const [g11r, g11i, g12r, g12i] = [re[at], im[at], re[at + 1], im[at + 1]];
      const [g21r, g21i, g22r, g22i] = [re[under], im[under], re[under + 1], im[under + 1]];
      const b11r = 1 - (vz * g11r + vx * g21r + vy * g21i);
      const b11i = -(vz * g11i + vx * g21i - vy * g21r);
      const b12r = -(vz * g12r + vx * g22r + vy * g22i);
      const b12i = -(vz * g12i + vx * g22i - vy * g22r);
      const b21r = -(vx * g11r - vy * g11i - vz * g21r);
      const b21i = -(vx * g11i + vy * g11r - vz * g21i);
      const b22r = 1 - (vx * g12r - vy * g12i - vz * g22r);
      const b22i = -(vx * g12i + vy * g12r - vz * g22i);
      const dr = b11r * b22r - b11i * b22i - (b12r * b21r - b12i * b21i);
      const di = b11r * b22i + b11i * b22r - (b12r * b21i + b12i * b21r);
      const square = dr * dr + di * di;
      sum += weights[k] * Math.log(square);
      // B⁻¹ V, B⁻¹ = ((b22, −b12), (−b21, b11))/det.
      const at8 = 8 * k;
      const [cr, ci] = [dr / square, -di / square];
      const put = (n: number, r: number, i: number) => {
        M[at8 + n] = r * cr - i * ci;
        M[at8 + n + 1] = r * ci + i * cr;
      };
      put(0, b22r * vz - b12r * vx + b12i * vy, b22i * vz - b12r * vy - b12i * vx);
      put(2, b22r * vx + b22i * vy + b12r * vz, b22i * vx - b22r * vy + b12i * vz);
      put(4, -b21r * vz + b11r * vx - b11i * vy, -b21i * vz + b11r * vy + b11i * vx);
      put(6, -b21r * vx - b21i * vy - b11r * vz, -b21i * vx + b21r * vy - b11i * vz);
    }
    return sum;
  };

  return {
    frequencies: few,
    begin(spins, action) {
      setFree(stack);
      for (let site = 0; site < sites; site++) {
        prepare(site, half * spins[3 * site], half * spins[3 * site + 1], half * spins[3 * site + 2]);
        stack.update(2 * site, M);
      }
      let [at, now, change] = [0, action, 0];
      const proposed = new Float64Array(3);
      return {
        get action() {
          return now;
        },
        change(site, spin) {
          at = site;
          for (let c = 0; c < 3; c++) proposed[c] = spin[c];
          const [vx, vy, vz] = [0, 1, 2].map(c => half * (proposed[c] - spins[3 * site + c]));
          change = -prepare(site, vx, vy, vz);
          return change;
        },
        accept() {
          stack.update(2 * at, M);
          spins.set(proposed, 3 * at);
          now += change;
        },
      };
    },
  };
}

interface FreeGreenFunction {
  /** By the number of the site at the displacement. */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** G(d; z_k) = (1/N) Σ_q e^{iq·d}/(z_k − ε_q), ε_q = −2t Σ_μ cos q_μ; even in d, so e^{iq·d} may be a cosine. */
function freeGreenFunctions(
  { extents, hopping, chemicalPotential: mu }: RankTwoOptions,
  frequencies: Float64Array,
): FreeGreenFunction[] {
  const sites = extents.reduce((a, b) => a * b, 1);
  const numbers = Array.from({ length: sites }, (_, k) => coordinatesOf(k, extents));
  const energies = numbers.map(n =>
    n.reduce((e, c, nu) => e - 2 * hopping * Math.cos((2 * Math.PI * c) / extents[nu]), 0),
  );
  const waves = numbers.map(d =>
    numbers.map(n =>
      Math.cos(d.reduce((sum, c, nu) => sum + (2 * Math.PI * ((c * n[nu]) % extents[nu])) / extents[nu], 0)),
    ),
  );
  return Array.from(frequencies, omega => {
    const [re, im] = [new Float64Array(sites), new Float64Array(sites)];
    for (let d = 0; d < sites; d++) {
      for (let q = 0; q < sites; q++) {
        const x = mu - energies[q];
        const factor = waves[d][q] / (sites * (x * x + omega * omega));
        re[d] += factor * x;
        im[d] -= factor * omega;
      }
    }
    return { re, im };
  });
}

/** No spins: the same for both spins of the electron, nothing between them. */
function freeWriter(free: readonly FreeGreenFunction[], extents: readonly number[]) {
  const sites = free[0].re.length;
  const coordinates = Array.from({ length: sites }, (_, site) => coordinatesOf(site, extents));
  const displacements = Int32Array.from({ length: sites * sites }, (_, pair) => {
    const [x, y] = [coordinates[Math.floor(pair / sites)], coordinates[pair % sites]];
    return siteAt(
      x.map((c, mu) => c - y[mu]),
      extents,
    );
  });
  return ({ matrices, stride }: MatrixStack) => {
    matrices.forEach(({ re, im }, k) => {
      re.fill(0);
      im.fill(0);
      for (let pair = 0; pair < displacements.length; pair++) {
        const d = displacements[pair];
        const at = 2 * Math.floor(pair / sites) * stride + 2 * (pair % sites);
        for (const diagonal of [at, at + stride + 1]) {
          re[diagonal] = free[k].re[d];
          im[diagonal] = free[k].im[d];
        }
      }
    });
  };
}
