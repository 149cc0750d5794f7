/** What results have to cite: papers that this package knows, by BibTeX key, and entries of the user's own. */
import type { articles } from './bibliography.ts';

/** BibTeX keys of the papers in `bibliography.ts`. */
export type PaperKey = keyof typeof articles;

/** A paper to cite when this piece is used: one of the bibliography, or any other with its whole BibTeX entry. */
export type Cite = { readonly key: PaperKey } | { readonly key: string; readonly bibtex: string };

/** What to cite: the papers of these keys. */
export function papers(...keys: readonly PaperKey[]): Cite[] {
  return keys.map(key => {
    const cite = known.get(key) ?? { key };
    known.set(key, cite);
    return cite;
  });
}

/** One object per paper, so that lists of them can be compared. */
const known = new Map<PaperKey, Cite>();
