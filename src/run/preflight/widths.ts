/**
 * What is drawn at the start of a trajectory has the right width: ⟨p²⟩ = 1 per generator of every link, and
 * ⟨S(φ)⟩ = number of colour components for pseudofermions. Both means are over many independent numbers of known
 * variance (2 and 1), so six standard deviations are a bound that chance does not reach.
 */
import { key } from '../../lattice/index.ts';
import { phaseSpace } from '../../markov/index.ts';
import { type Finding, finding } from './finding.ts';
import type { Subject } from './subject.ts';

const sigmas = 6;
/** Pseudofermion components to be drawn: six standard deviations of their mean are a tenth then. */
const enough = 4000;

export function checkWidths({ u, quarks }: Subject): Finding[] {
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const count = u.lattice.volume * u.forceSize;
  phase.drawMomenta(key(6, 1, 'momentum'));
  const kinetic = Math.abs((2 * phase.kinetic()) / count - 1);
  const found = [finding('momenta have width one', kinetic, sigmas * Math.sqrt(2 / count))];
  if (!quarks) return found;

  const before = quarks.field.toArray();
  const draws = Math.ceil(enough / (quarks.field.sites.length * u.group.colours));
  const values = Array.from({ length: draws }, (_, k) => {
    quarks.refresh(u, key(6, k, 'pseudofermion'));
    return quarks.action.value(u);
  });
  quarks.field.fromArray(before);
  const components = draws * quarks.field.sites.length * u.group.colours;
  const mean = values.reduce((sum, value) => sum + value, 0) / components;
  found.push(finding('pseudofermions have width one', Math.abs(mean - 1), sigmas / Math.sqrt(components)));
  return found;
}
