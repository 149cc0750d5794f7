/** Formulas from TeX to MathML, by KaTeX, which is loaded when the first one is needed. */
import { h } from '../page/element.ts';

export function formula(tex: string): HTMLElement {
  const element = h('p', { class: 'formula' });
  void import('katex').then(({ default: katex }) => {
    element.innerHTML = katex.renderToString(tex, { displayMode: true, output: 'mathml', throwOnError: false });
  });
  return element;
}
