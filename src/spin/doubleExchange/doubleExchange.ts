/**
 * The double-exchange model: electrons that hop between classical spins S and are coupled to them,
 *   H = −t Σ_{⟨ij⟩s} (c†_is c_js + h.c.) + (J/2) Σ_i c†_i (S_i·σ) c_i − μ Σ c†c,   |S| = 1,
 * with the electrons summed over: the weight of the spins is
 *   W = Π_n [1 + e^{−β (E_n − μ)}],   E_n the levels of the first two terms (matrix.ts).
 * As a functional it is S = −ln W; its differential is that of Hellmann and Feynman,
 *   dS/dS_i = β (J/2) Σ_n f(E_n) ψ_n†(i) σ ψ_n(i) = β (J/2) ⟨c†_i σ c_i⟩.
 *
 * References: C. Zener, Phys. Rev. 82, 403 (1951); S. Yunoki et al., Phys. Rev. Lett. 80, 845 (1998) (Monte Carlo of the
 * classical spins with exact electrons).
 */
import { type HermitianSolver, hermitianSolver } from '../../kernel/index.ts';
import { functional, papers } from '../../lattice/index.ts';
import { type SpinAction, wholeWalk } from '../sampling/walk.ts';
import type { SpinField } from '../spinField.ts';
import { type Couplings, matrixWriter } from './matrix.ts';
import { paysRankTwo, type RankTwoWalks, rankTwoWalks } from './rankTwoWalk.ts';
import { fermi, logPartition } from './thermal.ts';

export interface DoubleExchangeOptions extends Couplings {
  /** Sites in each direction, x first. */
  readonly extents: readonly number[];
  /** μ */
  readonly chemicalPotential: number;
  readonly beta: number;
  /** Of 2N rows. Default: the one that is always there. */
  readonly solver?: HermitianSolver;
}

/** Means in the electrons' ensemble for fixed spins. */
export interface Electrons {
  /** ⟨H⟩ + μ ⟨n⟩: of hopping and coupling alone. */
  readonly energy: number;
  /** Electrons per site, from 0 to 2. */
  readonly filling: number;
  /** ⟨n²⟩ − ⟨n⟩², in electrons² for the whole lattice. */
  readonly numberVariance: number;
}

export interface DoubleExchange extends SpinAction {
  readonly options: DoubleExchangeOptions;
  /** N */
  readonly sites: number;
  /** ln W; three reals per site, x fastest. */
  logWeight(spins: Float64Array): number;
  /** The 2N levels E_n, ascending. */
  spectrum(spins: Float64Array): Float64Array;
  /** ln W and d ln W/dS, three reals per site. */
  logWeightGradient(spins: Float64Array): { logWeight: number; gradient: Float64Array };
  electrons(spins: Float64Array): Electrons;
  /** Spectra computed so far, without and with eigenvectors: the cost of a chain that does not go spin by spin. */
  readonly evaluations: { weights: number; gradients: number };
}

/** @throws if a number is not finite, β not above 0, an extent not a whole number above 1, or the solver of another size */
export function doubleExchange(options: DoubleExchangeOptions): DoubleExchange {
  const { extents, hopping, coupling, chemicalPotential: mu, beta } = options;
  requireOptions(options);
  const sites = extents.reduce((a, b) => a * b, 1);
  const { solver = hermitianSolver(2 * sites) } = options;
  if (solver.size !== 2 * sites) {
    throw new Error(
      `The electrons of a ${extents.join('×')} lattice have a matrix of ${2 * sites} rows; the solver has ${solver.size}.`,
    );
  }
  const write = matrixWriter(extents, { hopping, coupling }, solver);
  const levels = new Float64Array(2 * sites);
  const evaluations = { weights: 0, gradients: 0 };
  let rankTwo: RankTwoWalks | undefined;

  const prepare = (spins: Float64Array) => {
    if (spins.length !== 3 * sites) {
      throw new Error(
        `Spins on a ${extents.join('×')} lattice are ${3 * sites} reals, three per site; found ${spins.length}.`,
      );
    }
    write(spins);
  };
  const solveValues = (spins: Float64Array) => {
    prepare(spins);
    solver.values(levels);
  };
  const logWeight = (spins: Float64Array) => {
    evaluations.weights++;
    solveValues(spins);
    return logPartition(levels, beta, mu);
  };
  const logWeightGradient = (spins: Float64Array) => {
    evaluations.gradients++;
    prepare(spins);
    solver.eigen(levels);
    return { logWeight: logPartition(levels, beta, mu), gradient: spinDensity(-beta * (coupling / 2)) };
  };
  /** factor ⟨c†_i σ c_i⟩ at every site, from the eigenvectors that the solver holds. */
  const spinDensity = (factor: number): Float64Array => {
    const out = new Float64Array(3 * sites);
    const { re, im } = solver.vectors;
    for (let n = 0; n < levels.length; n++) {
      const occupied = factor * fermi(beta * (levels[n] - mu));
      if (occupied === 0) continue;
      const row = n * solver.stride;
      for (let i = 0; i < sites; i++) {
        const at = row + 2 * i;
        const [aRe, aIm, bRe, bIm] = [re[at], im[at], re[at + 1], im[at + 1]];
        out[3 * i] += occupied * 2 * (aRe * bRe + aIm * bIm);
        out[3 * i + 1] += occupied * 2 * (aRe * bIm - aIm * bRe);
        out[3 * i + 2] += occupied * (aRe * aRe + aIm * aIm - bRe * bRe - bIm * bIm);
      }
    }
    return out;
  };

  return {
    ...functional<SpinField>({
      name: 'double exchange',
      cites: papers('Zener:1951zz', 'Yunoki:1998zz'),
      value: u => -logWeight(spinsOf(u, extents)),
      differential(u, out) {
        const { gradient } = logWeightGradient(spinsOf(u, extents));
        out.fromArray(gradient.map(x => -x));
      },
    }),
    walk(spins, updates = sites) {
      if (!paysRankTwo(updates, options)) return wholeWalk(spins, 3, trial => -logWeight(trial));
      rankTwo ??= rankTwoWalks(options);
      return rankTwo.begin(spins, -logWeight(spins));
    },
    options,
    sites,
    evaluations,
    logWeight,
    logWeightGradient,
    spectrum(spins) {
      solveValues(spins);
      return levels.slice();
    },
    electrons(spins) {
      solveValues(spins);
      let [energy, number, numberVariance] = [0, 0, 0];
      for (const level of levels) {
        const f = fermi(beta * (level - mu));
        energy += level * f;
        number += f;
        numberVariance += f * (1 - f);
      }
      return { energy, filling: number / sites, numberVariance };
    },
  };
}

/** @throws if the spins live on another lattice or have not three components */
function spinsOf({ field, lattice }: SpinField, extents: readonly number[]): Float64Array {
  if (field.components !== 3 || lattice.extents.join() !== extents.join()) {
    throw new Error(
      `The model needs spins of 3 components on ${extents.join('×')} sites; found ${field.components} on ` +
        `${lattice.extents.join('×')}.`,
    );
  }
  return field.toArray();
}

function requireOptions({ extents, hopping, coupling, chemicalPotential, beta }: DoubleExchangeOptions): void {
  if (extents.length < 1 || extents.some(extent => !Number.isInteger(extent) || extent < 2)) {
    throw new Error(`The extents of a lattice are whole numbers, at least 2; found [${extents}].`);
  }
  for (const [name, value] of Object.entries({ hopping, coupling, chemicalPotential })) {
    if (!Number.isFinite(value)) throw new Error(`The ${name} of double exchange is a finite number; found ${value}.`);
  }
  if (!(beta > 0 && Number.isFinite(beta))) {
    throw new Error(`The inverse temperature beta is a finite number above 0; found ${beta}.`);
  }
}
