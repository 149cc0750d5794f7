/**
 * The gauge action by its definition, S = −Σ_i (β_i/N) Σ_loops Re tr W, with loops written out here once more and
 * multiplied as plain matrices (plain/namedLoops.ts), on smeared links if the action sees those.
 * Improved actions have plaquettes with c0 = 1 − 8 c1 and rectangles with c1; the adjoint representation adds
 * −(β_A/N²) Σ |tr P|². Both sums have as many terms as there are loops, so they agree to 1e-12 of their number.
 */
import { ownActionAt } from '../../runfile/schema/gauge.ts';
import { type Finding, finding } from '../finding.ts';
import { type PlainLinks, plainLinks, sumOfLoops, sumOfSquaredLoops } from './plain/links.ts';
import { type PlainLoops, plainLoops } from './plain/namedLoops.ts';
import { plainSmeared } from './plain/smearing.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-12;

export function checkGaugeValue({ run, u, gauge }: Subject): Finding[] {
  const described = run.action.gauge;
  const thin = plainLinks(u);
  const links = described.smearing ? plainSmeared(thin, described.smearing) : thin;
  if (!links) return [];
  // Of an action of one's own nobody else knows the value; its force and its symmetry are tried.
  if (ownActionAt(described)) return [];
  let expected = described.kind === 'adjoint' ? adjointPart(described.betaAdjoint, links) : 0;
  let scale = u.lattice.volume * (1 + Math.abs(expected));
  for (const { loops, beta } of gaugeTerms(described, u.lattice.dimension)) {
    expected -= (beta / u.group.colours) * sumOfLoops(links, loops);
    scale += Math.abs(beta) * loops.length * u.lattice.volume;
  }
  return [finding('gauge action is its sum over loops', Math.abs(gauge.value(u) - expected) / scale, allowed)];
}

type Gauge = Subject['run']['action']['gauge'];

const rectangleCoefficients = { plaquette: 0, adjoint: 0, symanzik: -1 / 12, iwasaki: -0.331, dbw2: -1.4088 };

/** The loops of a gauge action in the fundamental representation, with their couplings. */
export function gaugeTerms(gauge: Gauge, dimension: number): { loops: PlainLoops; beta: number }[] {
  if (gauge.kind === 'loops') {
    return gauge.terms.map(({ loop, beta }) => ({ loops: plainLoops[loop](dimension), beta }));
  }
  if (gauge.kind === 'words') return gauge.terms.map(({ word, beta }) => ({ loops: [word], beta }));
  const c1 = rectangleCoefficients[gauge.kind];
  return [
    { loops: plainLoops.plaquette(dimension), beta: gauge.beta * (1 - 8 * c1) },
    ...(c1 === 0 ? [] : [{ loops: plainLoops.rectangle(dimension), beta: gauge.beta * c1 }]),
  ];
}

function adjointPart(beta: number, links: PlainLinks): number {
  return (-beta / links.colours ** 2) * sumOfSquaredLoops(links, plainLoops.plaquette(links.lattice.dimension));
}
