/** `citations.bib`: the papers that a run made use of, each once. */
import { bibtexOf, type Cite } from '../lattice/index.ts';

/** BibTeX entries in alphabetical order of their keys. */
export function bibliography(cites: readonly Cite[]): string {
  const byKey = new Map(cites.map(cite => [cite.key, bibtexOf(cite)]));
  const entries = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bibtex]) => bibtex);
  return ['% Please cite these if you publish results of this run.', ...entries, ''].join('\n\n').trimStart();
}
