/**
 * What is drawn at the start of a trajectory has the right width: ⟨p²⟩ = 1 per generator of every link, and
 * ⟨S(φ)⟩ = number of complex components for every pseudofermion, without −N_f ln det A_oo. Both means are over many independent numbers of known
 * variance (2 and 1), so six standard deviations are a bound that chance does not reach.
 */
import type { Pseudofermion } from '../../fermion/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { drawGaussian, key } from '../../lattice/index.ts';
import { phaseSpace } from '../../markov/index.ts';
import type { Quark } from '../../runfile/schema/fermion.ts';
import { type Finding, finding } from '../finding.ts';
import { plainLinks } from './plain/links.ts';
import { plainQuarks } from './plain/quarks.ts';
import type { Subject } from './subject.ts';

const sigmas = 6;
/** Solvers 1e-13, rational functions 1e-11, several of them in one heat bath. */
const allowedNoise = 1e-8;
/** Pseudofermion components to be drawn: six standard deviations of their mean are a tenth then. */
const enough = 4000;

export function checkWidths({ u, terms }: Subject): Finding[] {
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const count = u.lattice.volume * u.forceSize;
  phase.drawMomenta(key(6, 1, 'momentum'));
  const kinetic = Math.abs((2 * phase.kinetic()) / count - 1);
  const found = [finding('momenta have width one', kinetic, sigmas * Math.sqrt(2 / count))];
  for (const { described, boundary, pseudofermions } of terms) {
    const plain = described.kind === 'clover' ? plainQuarks(described, boundary, plainLinks(u)) : [];
    const worst = (error: typeof widthError) =>
      Math.max(...pseudofermions.map((pseudofermion, k) => error(pseudofermion, u, plain[k]?.constant ?? 0)));
    found.push(finding(`pseudofermions of ${described.kind} quarks have width one`, worst(widthError), sigmas));
    if (isSquare(described)) {
      const law = `action of ${described.kind} quarks is the square of their noise`;
      found.push(finding(law, worst(noiseError), allowedNoise));
    }
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

/** Is there as much noise as there are components? For 4 and 8 staggered flavours there is noise on all sites. */
function isSquare({ kind, flavours }: Quark): boolean {
  return (kind !== 'staggered' && kind !== 'hisq') || flavours % 4 !== 0;
}

/** φ = L ξ with L†(…)L = 1, so S(φ) = |ξ|² with the same random numbers; a trace such as the width sees less. */
function noiseError({ field, action, refresh }: Pseudofermion, u: GaugeField, constant: number): number {
  const before = field.toArray();
  const draw = key(6, 0, 'pseudofermion');
  refresh(u, draw);
  const value = action.value(u) - constant;
  field.fromArray(before);
  const noise = field.like();
  drawGaussian(noise, draw, Math.SQRT1_2);
  const squared = noise.toArray().reduce((sum, x) => sum + x ** 2, 0);
  return Math.abs(value / squared - 1);
}
