/** The guided experiments. */
import { h } from '../page/element.ts';
import { words } from '../words.ts';

export function experiments(_name: string | undefined): HTMLElement {
  return h('div', { class: 'experiments' }, h('h1', {}, words.experiments.heading));
}
