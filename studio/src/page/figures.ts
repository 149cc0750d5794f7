/** The figures of the run, those of the report, drawn anew as the run goes on. */
import type { Desk } from '../desk/desk.ts';
import type { Analysed } from '../desk/protocol.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';
import { saveButtons } from './saves.ts';

export interface Figures {
  readonly element: HTMLElement;
  begin(): void;
  show(analysed: Analysed): void;
}

/** Kept in place from one analysis to the next, so that the page does not jump under the reader. */
interface Slot {
  readonly element: HTMLElement;
  readonly drawing: HTMLElement;
  readonly caption: HTMLElement;
}

export function figures(desk: Desk): Figures {
  const grid = h('div', { class: 'figures' });
  const slots = new Map<string, Slot>();
  const slotOf = (key: string, heading: string, index: () => number): Slot => {
    const held = slots.get(key);
    if (held) return held;
    const drawing = h('div', { class: 'drawing' });
    const caption = h('figcaption');
    const buttons = saveButtons({
      name: () => key.replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
      svg: () => desk.file(index(), 'svg'),
      csv: () => desk.file(index(), 'csv'),
    });
    const element = h(
      'figure',
      { class: 'card' },
      h('div', { class: 'row' }, h('h3', {}, heading), buttons),
      drawing,
      caption,
    );
    const made = { element, drawing, caption };
    slots.set(key, made);
    grid.append(element);
    return made;
  };
  let present: string[] = [];
  return {
    element: h(
      'section',
      { class: 'all-figures', 'aria-label': words.figures.heading },
      h('h2', {}, words.figures.heading),
      grid,
    ),
    begin() {
      slots.clear();
      present = [];
      fill(grid, h('p', { class: 'soft' }, words.figures.none));
    },
    show(analysed) {
      if (slots.size === 0) fill(grid);
      present = analysed.figures.map(({ heading, caption }) => `${heading}-${caption.split(/[;.,]| over /)[0]}`);
      for (const [key, { element }] of slots) element.hidden = !present.includes(key);
      analysed.figures.forEach(({ heading, caption, svg }, k) => {
        const key = present[k];
        const slot = slotOf(key, heading, () => present.indexOf(key));
        // Markup of the desk, in which everything that came from outside is escaped.
        slot.drawing.innerHTML = svg;
        slot.caption.textContent = caption;
      });
    },
  };
}
