/**
 * The action of every kind of quark against its definition (plain/quarks.ts), on rough links and for the pseudofermion
 * that is there: S(φ) from operators written out as loops over sites, and functions of them by Lanczos. On smeared links
 * the definition of the smearing comes first. Solvers are accurate to 1e-13 of the source and rational functions to 1e-11;
 * 1e-8 of the value leaves room for light quarks.
 */
import type { Field } from '../../lattice/index.ts';
import { type Finding, finding } from '../finding.ts';
import { type PlainLinks, plainLinks } from './plain/links.ts';
import { plainQuarks } from './plain/quarks.ts';
import { plainSmeared } from './plain/smearing.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-8;

export function checkQuarkValue({ u, terms }: Subject): Finding[] {
  const thin = plainLinks(u);
  return terms.flatMap(term => {
    const links = seenBy(thin, term.described);
    if (!links) return [];
    const errors = plainQuarks(term.described, term.boundary, links).map(({ value }, k) => {
      const expected = value(onAllSites(term.pseudofermions[k].field));
      return Math.abs(term.actions[k].value(u) / expected - 1);
    });
    return [finding(`action of ${term.described.kind} quarks is what their matrix says`, Math.max(...errors), allowed)];
  });
}

/** The links of these quarks; undefined where the smearing has no plain form. */
export function seenBy(thin: PlainLinks, quark: Subject['terms'][number]['described']): PlainLinks | undefined {
  return 'smearing' in quark && quark.smearing ? plainSmeared(thin, quark.smearing) : thin;
}

/** The numbers of a field that may live on even sites alone. */
function onAllSites(phi: Field): Float64Array {
  const numbers = phi.toArray();
  const { components } = phi;
  const all = new Float64Array(phi.lattice.volume * components);
  phi.sites.forEach((site, at) => {
    all.set(numbers.subarray(at * components, (at + 1) * components), site * components);
  });
  return all;
}
