/** References as BibTeX. */
import { type Article, articles } from './bibliography.ts';
import type { Cite } from './citations.ts';

/** The BibTeX entry of what is cited. */
export function bibtexOf(cite: Cite): string {
  return 'bibtex' in cite ? cite.bibtex.trim() : article(cite.key, articles[cite.key]);
}

function article(key: string, fields: Article): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@article{${key},\n${lines.join(',\n')}\n}`;
}
