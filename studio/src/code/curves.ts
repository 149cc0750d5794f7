/** Curves that a program draws, as they grow. */
import { fill, h } from '../page/element.ts';
import { saveButtons } from '../page/saves.ts';
import { type SeriesView, seriesFile, seriesView } from '../view/series.ts';
import { type Trace, trace } from '../view/trace.ts';

export interface Curves {
  readonly element: HTMLElement;
  begin(): void;
  add(points: readonly (readonly [curve: string, x: number, y: number])[]): void;
  restyle(): void;
}

/** Names are the program's; more would not be looked at. */
const mostCurves = 8;

export function curves(): Curves {
  const element = h('div', { class: 'figures' });
  const drawn = new Map<string, { readonly kept: Trace; readonly view: SeriesView }>();
  const curveOf = (name: string) => {
    const held = drawn.get(name);
    if (held || drawn.size === mostCurves) return held;
    const kept = trace();
    const view = seriesView(name);
    const saves = saveButtons({
      name: () => 'curve',
      svg: async () => (await seriesFile(name, kept))?.file,
      csv: async () => (await seriesFile(name, kept))?.csv,
    });
    element.append(h('figure', { class: 'card' }, h('div', { class: 'row' }, h('h3', {}, name), saves), view.element));
    const made = { kept, view };
    drawn.set(name, made);
    return made;
  };
  return {
    element,
    begin() {
      for (const { view } of drawn.values()) view.dispose();
      drawn.clear();
      fill(element);
    },
    add(points) {
      for (const [name, x, y] of points) curveOf(name)?.kept.add(x, y);
      for (const { kept, view } of drawn.values()) view.draw(kept, undefined);
    },
    restyle() {
      for (const { view } of drawn.values()) view.restyle();
    },
  };
}
