/** A run in one line, for captions. */
import type { Resolved } from '../schema/index.ts';

/** `SU(2), 4×4×4×4, β = 2.7, 4 flavours of m = 0.3, SLHMC with m_eff = 0.4 and cask`. */
export function theoryLine({ lattice, group, action, sampler, network }: Resolved): string {
  const { gauge, fermion } = action;
  const couplings =
    gauge.kind === 'plaquette'
      ? `β = ${gauge.beta}`
      : gauge.terms.map(({ loop, beta }) => `β(${loop}) = ${beta}`).join(', ');
  const quarks = fermion.kind === 'none' ? 'no quarks' : `${fermion.flavours} flavours of m = ${fermion.mass}`;
  const how = sampler.kind === 'hmc' ? 'HMC' : `SLHMC with m_eff = ${sampler.effective.mass} and ${network?.kind}`;
  return `${group.name}, ${lattice.extent.join('×')}, ${couplings}, ${quarks}, ${how}`;
}
