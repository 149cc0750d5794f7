/** A kernel and its adjoint side by side, with what each costs. */
import { h } from '../page/element.ts';
import { words } from '../words.ts';
import type { KernelWithAdjoint, TracedKernel } from './protocol.ts';

const text = words.code;

export function kernelCard(kernel: KernelWithAdjoint): HTMLElement {
  const { adjoint } = kernel;
  return h(
    'section',
    { class: 'kernel', 'aria-label': kernel.name },
    h('h3', {}, kernel.name),
    h(
      'div',
      { class: 'listings' },
      listing(text.kernel, kernel),
      typeof adjoint === 'string'
        ? h('div', {}, h('h4', {}, text.adjoint), h('p', { class: 'soft' }, adjoint))
        : listing(text.adjoint, adjoint, adjoint.flops / kernel.flops),
    ),
  );
}

function listing(heading: string, { name, flops, bytes, listing: lines }: TracedKernel, factor?: number): HTMLElement {
  const more = factor !== undefined && Number.isFinite(factor) ? `, ${text.times(factor)}` : '';
  return h(
    'div',
    {},
    h('h4', {}, heading),
    h('p', { class: 'soft small' }, `${text.cost(flops, bytes)}${more}`),
    // Long listings scroll, by keyboard too.
    h('pre', { tabindex: '0', 'aria-label': `${heading}: ${name}` }, lines),
  );
}
