/**
 * Quarks of LatticeQCD.jl: the same operators with other parameters.
 *
 *   Wilson       D = 1 − κ Σ [(r − γ) U + (r + γ) U†], here r = 1 only; the clover term has the same c_SW
 *   domain wall  D_W = (4 − M₅) − H/2 with M₅ = −M of the file
 *   Möbius       (b D_W + 1), (c D_W − 1) with b = (b' + c')/2, c = (b' − c')/2 of the file's b', c'
 *   HISQ         the same coefficients; ε is `naik_epsilon`
 */
import { boundaryOf, otherTheory, plainName } from './theory.ts';

/** One kind of quark as both layouts give it; keys that an operator does not have are not asked for. */
export interface LatticeQcdQuark {
  readonly operator: string;
  readonly flavours: number;
  readonly signs: readonly number[];
  readonly smearing: Record<string, unknown> | undefined;
  readonly mass: () => number;
  readonly naikEpsilon: () => number;
  readonly kappa: () => number;
  readonly r: () => number;
  readonly cSw: () => number;
  readonly wall: () => { readonly M: number; readonly mass: number; readonly extent5: number };
  readonly moebius: () => { readonly b: number; readonly c: number };
}

/** [action.fermion]. @throws InputError for an operator that Cask does not have */
export function quarkOf(fileName: string, quark: LatticeQcdQuark, notes: string[]): Record<string, unknown> {
  const { smearing, signs } = quark;
  const common = { boundary: boundaryOf(fileName, signs), ...(smearing ? { smearing } : {}) };
  const word = plainName(quark.operator);
  switch (word) {
    case 'staggered':
      return { kind: 'staggered', mass: quark.mass(), flavours: quark.flavours, ...common };
    case 'hisq':
      if (smearing) throw otherTheory(fileName, 'HISQ on links that are smeared once more');
      return {
        kind: 'hisq',
        mass: quark.mass(),
        flavours: quark.flavours,
        ...common,
        naikEpsilon: quark.naikEpsilon(),
      };
    case 'wilson':
    case 'wilsonclover': {
      if (quark.r() !== 1) throw otherTheory(fileName, `Wilson quarks with r = ${quark.r()}`);
      const clover = word === 'wilsonclover';
      return {
        kind: clover ? 'clover' : 'wilson',
        kappa: quark.kappa(),
        ...(clover ? { cSw: quark.cSw() } : {}),
        ...pair(quark, notes),
        ...common,
      };
    }
    case 'domainwall':
    case 'mobiusdomainwall':
      return { ...wallOf(quark, word === 'mobiusdomainwall', notes), ...pair(quark, notes), ...common };
    default:
      throw otherTheory(fileName, `${quark.operator} quarks`);
  }
}

function wallOf(quark: LatticeQcdQuark, isMoebius: boolean, notes: string[]): Record<string, unknown> {
  const { M, mass, extent5 } = quark.wall();
  notes.push(`The domain-wall height is M5 = -M = ${0 - M}.`);
  const wall = { mass, height: 0 - M, extent5 };
  if (!isMoebius) return { kind: 'domainWall', ...wall };
  const { b, c } = quark.moebius();
  const [here, there] = [(b + c) / 2, (b - c) / 2];
  notes.push(`Möbius: b = ${b}, c = ${c} there are b = (b + c)/2 = ${here}, c = (b - c)/2 = ${there} here.`);
  return { kind: 'moebius', ...wall, b: here, c: there };
}

/** Wilson and domain-wall quarks come in pairs there, whatever the number of flavours says. */
function pair({ operator, flavours }: LatticeQcdQuark, notes: string[]): { flavours: number } {
  if (flavours !== 2) notes.push(`${operator} quarks are two flavours there; Nf = ${flavours} is not used.`);
  return { flavours: 2 };
}
