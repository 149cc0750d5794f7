/**
 * What is drawn at the start of a trajectory has the right width: ⟨p²⟩ = 1 per generator of every link, and
 * ⟨S(φ)⟩ = number of complex components for every pseudofermion, without −N_f ln det A_oo. Both means are over many independent numbers of known
 * variance (2 and 1), so six standard deviations are a bound that chance does not reach.
 */
import type { Pseudofermion } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { key } from '../../lattice/index.ts';
import { phaseSpace } from '../../markov/index.ts';
import { type Finding, finding } from './finding.ts';
import { plainLinks } from './plain/links.ts';
import { plainQuarks } from './plain/quarks.ts';
import type { Subject } from './subject.ts';

const sigmas = 6;
/** Pseudofermion components to be drawn: six standard deviations of their mean are a tenth then. */
const enough = 4000;

export function checkWidths({ u, terms }: Subject): Finding[] {
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const count = u.lattice.volume * u.forceSize;
  phase.drawMomenta(key(6, 1, 'momentum'));
  const kinetic = Math.abs((2 * phase.kinetic()) / count - 1);
  const found = [finding('momenta have width one', kinetic, sigmas * Math.sqrt(2 / count))];
  const thin = plainLinks(u);
  for (const { described, boundary, pseudofermions } of terms) {
    const plain = plainQuarks(described, boundary, thin);
    const errors = pseudofermions.map((pseudofermion, k) => widthError(pseudofermion, u, plain[k].constant));
    found.push(finding(`pseudofermions of ${described.kind} quarks have width one`, Math.max(...errors), sigmas));
  }
  return found;
}

/** How far the mean of S per component is from one, in standard deviations; afterwards the field is as before. */
function widthError({ field, action, refresh }: Pseudofermion, u: GaugeField, constant: number): number {
  const before = field.toArray();
  const perDraw = before.length / 2;
  const draws = Math.ceil(enough / perDraw);
  const values = Array.from({ length: draws }, (_, k) => {
    refresh(u, key(6, k, 'pseudofermion'));
    return action.value(u) - constant;
  });
  field.fromArray(before);
  const components = draws * perDraw;
  const mean = values.reduce((sum, value) => sum + value, 0) / components;
  return Math.abs(mean - 1) * Math.sqrt(components);
}
