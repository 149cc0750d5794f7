/** How numbers of links are distributed, below the picture while that shows them: a curve for each group of them. */
import type { LinkNumbers, Picture } from '../engine/protocol.ts';
import { words } from '../words.ts';
import { calmly } from './calmly.ts';
import { h } from './element.ts';
import { axisNames, placesOf } from './places.ts';
import { csvOf } from './save.ts';
import { saveButtons } from './saves.ts';

export interface LinkHistogram {
  readonly element: HTMLElement;
  show(picture: Picture): void;
}

const text = words.picture;
const bins = 40;

export function linkHistogram(): LinkHistogram {
  let shown: Picture | undefined;
  const title = h('h3');
  const drawing = h('div', { class: 'drawing' });
  // The marks of the report come when they are needed.
  const plotted = async () => {
    const { plot } = await import('../view/plot.ts');
    if (!shown?.links) return;
    const { title: caption, axis } = text.ofLinks[shown.look.quantity as keyof typeof text.ofLinks];
    const groups = together(shown.links);
    const binned = histograms([...groups.values()]);
    return plot({
      ...{ caption, xLabel: axis, yLabel: text.links, legend: [...groups.keys()] },
      curves: binned.map(list => ({
        points: list.map(({ middle, count }) => ({ x: middle, y: count })),
        isLine: true,
      })),
    });
  };
  const buttons = saveButtons({
    name: () => `${shown?.look.quantity}-links`,
    svg: async () => (await plotted())?.file,
    csv: () => shown?.links && csvOf([...axisNames(shown.extents.length), 'link', 'group', 'value'], rowsOf(shown)),
  });
  const element = h('figure', { class: 'card', hidden: true }, h('div', { class: 'row' }, title, buttons), drawing);
  const draw = calmly(async () => {
    const found = await plotted();
    // Markup made of numbers and of words of this program.
    if (found) drawing.innerHTML = found.svg;
  }, 500);
  return {
    element,
    show(picture) {
      shown = picture;
      element.hidden = picture.links === undefined;
      if (!picture.links) return;
      title.textContent = text.ofLinks[picture.look.quantity as keyof typeof text.ofLinks].title;
      draw();
    },
  };
}

/** What has the same label is one curve. */
function together(groups: readonly LinkNumbers[]): Map<string, Float32Array[]> {
  const found = new Map<string, Float32Array[]>();
  for (const { label, values } of groups) found.set(label, [...(found.get(label) ?? []), values]);
  return found;
}

interface Bin {
  readonly middle: number;
  readonly count: number;
}

/** How many values fall into each of equal stretches, the same for all groups; from 0 on where nothing is negative. */
export function histograms(groups: readonly (readonly Float32Array[])[]): Bin[][] {
  let [least, most] = [0, 0];
  for (const values of groups.flat()) {
    for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  const width = (most - least || 1) / bins;
  return groups.map(group => {
    const counts = new Array<number>(bins).fill(0);
    for (const values of group) {
      for (const value of values) counts[Math.min(Math.floor((value - least) / width), bins - 1)]++;
    }
    return counts.map((count, k) => ({ middle: least + (k + 0.5) * width, count }));
  });
}

function* rowsOf({ extents, links = [] }: Picture): Iterable<(number | string)[]> {
  const places = placesOf(extents);
  for (const { label, names, values } of links) {
    for (let i = 0; i < values.length; i++) {
      const site = Math.floor(i / names.length);
      yield [...places.map(column => column[site]), names[i % names.length], label, values[i]];
    }
  }
}
