/** A run in one line, for captions. */
import { quarksOf } from './schema/action.ts';
import type { Quark } from './schema/fermion.ts';
import type { Resolved } from './schema/index.ts';
import { isDynamics } from './schema/sampler.ts';

/** `SU(2), 4×4×4×4, β = 2.7, 4 flavours of m = 0.3, SLHMC with m_eff = 0.4 and cask`. */
export function theoryLine({ lattice, group, action, sampler, network }: Resolved): string {
  const quarks = quarksOf(action).map(quarkWords).join(' + ') || 'no quarks';
  const learned = sampler.kind === 'slhmc' ? ` with m_eff = ${sampler.effective.mass} and ${network?.kind}` : '';
  const how = isDynamics(sampler) ? sampler.kind.toUpperCase() : sampler.kind;
  return `${group.name}, ${lattice.extent.join('×')}, ${couplings(action.gauge)}, ${quarks}, ${how}${learned}`;
}

function couplings(gauge: Resolved['action']['gauge']): string {
  if (gauge.kind === 'loops') return gauge.terms.map(({ loop, beta }) => `β(${loop}) = ${beta}`).join(', ');
  if (gauge.kind === 'words') return gauge.terms.map(({ word, beta }) => `β[${word}] = ${beta}`).join(', ');
  const adjoint = gauge.kind === 'adjoint' ? `, β_A = ${gauge.betaAdjoint}` : '';
  return `${gauge.kind === 'plaquette' || gauge.kind === 'adjoint' ? '' : `${gauge.kind} `}β = ${gauge.beta}${adjoint}`;
}

function quarkWords(quark: Quark): string {
  const kind = quark.kind === 'staggered' ? '' : ` ${quark.kind}`;
  const parameter = 'kappa' in quark ? `κ = ${quark.kappa}` : `m = ${quark.mass}`;
  return `${quark.flavours}${kind} flavours of ${parameter}`;
}
