/** The weights of the network while it learns. */
import { type SeriesView, seriesFile, seriesView } from '../view/series.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';
import { saveButtons } from './saves.ts';
import type { Session } from './session.ts';

export interface WeightsPanel {
  readonly element: HTMLElement;
  begin(): void;
  show(session: Session): void;
  restyle(): void;
}

/** More are shown when they are asked for. */
const mostAtOnce = 8;

export function weightsPanel(): WeightsPanel {
  const grid = h('div', { class: 'figures' });
  const others = h('div', { class: 'figures' });
  const summary = h('summary');
  const rest = h('details', { class: 'remarks', hidden: true, ontoggle: () => redraw() }, summary, others);
  const element = h(
    'section',
    { hidden: true, 'aria-label': words.weights.heading },
    h('h2', {}, words.weights.heading),
    grid,
    rest,
  );
  const views = new Map<string, SeriesView>();
  let last: Session | undefined;
  const redraw = () => last && show(last);
  const show = (session: Session) => {
    const { weights } = session;
    last = session;
    element.hidden = weights.size === 0;
    rest.hidden = weights.size <= mostAtOnce;
    summary.textContent = words.weights.more(weights.size - mostAtOnce);
    for (const [name, trace] of weights) {
      let view = views.get(name);
      if (!view) {
        view = seriesView(name);
        views.set(name, view);
        const saves = saveButtons({
          name: () => name,
          svg: async () => (await seriesFile(name, trace))?.file,
          csv: async () => (await seriesFile(name, trace))?.csv,
        });
        (views.size <= mostAtOnce ? grid : others).append(
          h('figure', { class: 'card' }, h('div', { class: 'row' }, h('h3', {}, name), saves), view.element),
        );
      }
      if (grid.contains(view.element) || rest.open) view.draw(trace, undefined);
    }
  };
  return {
    element,
    begin() {
      for (const view of views.values()) view.dispose();
      views.clear();
      fill(grid);
      fill(others);
      [element.hidden, rest.hidden, last] = [true, true, undefined];
    },
    show,
    restyle() {
      for (const view of views.values()) view.restyle();
    },
  };
}
