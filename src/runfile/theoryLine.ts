/** A run in one line, for captions. */
import { plural } from '../words/index.ts';
import { quarksOf } from './schema/action.ts';
import type { Quark } from './schema/fermion.ts';
import { ownActionAt } from './schema/gauge.ts';
import { type GaugeRun, isSpinRun, type Resolved, type SpinRun } from './schema/index.ts';
import { isDynamics } from './schema/sampler.ts';

/** `SU(2), 4×4×4×4, β = 2.7, 4 flavours of m = 0.3, SLHMC with m_eff = 0.4 and cask`. */
export const theoryLine = (run: Resolved): string => (isSpinRun(run) ? lineOfSpins(run) : lineOfLinks(run));

function lineOfLinks({ lattice, group, action, sampler, network }: GaugeRun): string {
  const quarks = quarksOf(action).map(quarkWords).join(' + ') || 'no quarks';
  const learned = sampler.kind === 'slhmc' ? ` with m_eff = ${sampler.effective.mass} and ${network?.kind}` : '';
  const how = isDynamics(sampler) ? sampler.kind.toUpperCase() : sampler.kind;
  return `${group.name}, ${lattice.extent.join('×')}, ${couplings(action.gauge)}, ${quarks}, ${how}${learned}`;
}

/** `double exchange, 6×6, t = 1, J = 1, μ = 0, β = 20, SLMC with transformer of 2 layers`. */
const lineOfSpins = (run: SpinRun): string => `${spinModel(run)}, ${spinSampler(run)}`;

/** The same without the sampler. */
export function spinModel({ lattice, model }: Pick<SpinRun, 'lattice' | 'model'>): string {
  const size = lattice.extent.join('×');
  const field = 'field' in model && model.field ? `, h = (${model.field.join(', ')})` : '';
  const parameters =
    model.kind === 'doubleExchange'
      ? `t = ${model.hopping}, J = ${model.coupling}, μ = ${model.chemicalPotential}`
      : `J = ${model.coupling}${field}`;
  return `${modelNames[model.kind]}, ${size}, ${parameters}, β = ${model.beta}`;
}

/** `SLMC with transformer of 2 layers` */
export function spinSampler({ sampler, effective }: Pick<SpinRun, 'sampler' | 'effective'>): string {
  const layers = effective && 'layers' in effective ? ` of ${plural(effective.layers, 'layer')}` : '';
  const how = sampler.kind === 'metropolis' ? 'metropolis' : sampler.kind.toUpperCase();
  return `${how}${effective ? ` with ${effective.kind}${layers}` : ''}`;
}

const modelNames: Readonly<Record<SpinRun['model']['kind'], string>> = {
  doubleExchange: 'double exchange',
  heisenberg: 'Heisenberg model',
  xy: 'XY model',
  ising: 'Ising model',
};

function couplings(gauge: GaugeRun['action']['gauge']): string {
  if (ownActionAt(gauge)) {
    const { kind, smearing: _, ...options } = gauge;
    return [kind, ...Object.entries(options).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)].join(' ');
  }
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
