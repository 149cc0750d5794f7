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

export function weightsPanel(): WeightsPanel {
  const grid = h('div', { class: 'figures' });
  const element = h(
    'section',
    { hidden: true, 'aria-label': words.weights.heading },
    h('h2', {}, words.weights.heading),
    grid,
  );
  const views = new Map<string, SeriesView>();
  return {
    element,
    begin() {
      for (const view of views.values()) view.dispose();
      views.clear();
      fill(grid);
      element.hidden = true;
    },
    show({ weights }) {
      element.hidden = weights.size === 0;
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
          grid.append(
            h('figure', { class: 'card' }, h('div', { class: 'row' }, h('h3', {}, name), saves), view.element),
          );
        }
        view.draw(trace, undefined);
      }
    },
    restyle() {
      for (const view of views.values()) view.restyle();
    },
  };
}
