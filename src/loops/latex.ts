/**
 * Words for readers. Directions count from 1 here, as in print:
 *   latex(plaquette)  U_{1}(n)U_{2}(n+\hat{1})U_{1}^{\dagger}(n+\hat{2})U_{2}^{\dagger}(n)
 *   text(plaquette)   U1(n) U2(n+1̂) U1†(n+2̂) U2†(n)
 */
import { type LinkRead, linkReads, type Word } from './word.ts';

/** LaTeX, to be set in math mode; the empty word is `1`. */
export function latex(w: Word): string {
  return render(w, '', ({ direction, displacement, dagger }) => {
    const site = printSite(displacement, mu => `\\hat{${mu}}`);
    return `U_{${direction + 1}}${dagger ? '^{\\dagger}' : ''}(${site})`;
  });
}

/** Plain text for logs and terminals; the empty word is `1`. */
export function text(w: Word): string {
  return render(w, ' ', ({ direction, displacement, dagger }) => {
    return `U${direction + 1}${dagger ? '†' : ''}(${printSite(displacement, mu => `${mu}\u0302`)})`;
  });
}

function render(w: Word, between: string, print: (read: LinkRead) => string): string {
  return linkReads(w).map(print).join(between) || '1';
}

function printSite(displacement: readonly number[], unit: (mu: number) => string): string {
  const terms = displacement.map((x, mu) => {
    if (x === 0) return '';
    return `${x > 0 ? '+' : '-'}${Math.abs(x) === 1 ? '' : Math.abs(x)}${unit(mu + 1)}`;
  });
  return `n${terms.join('')}`;
}
