/** How far a network moves the links: a histogram below the picture, while that is looked at. */
import type { Picture } from '../engine/protocol.ts';
import { words } from '../words.ts';
import { calmly } from './calmly.ts';
import { h } from './element.ts';
import { saveCsv, savePicture, saveText } from './save.ts';

export interface Distances {
  readonly element: HTMLElement;
  show(picture: Picture): void;
}

const text = words.picture;
const bins = 40;
const name = 'network-change';

export function distances(): Distances {
  let shown: Float32Array | undefined;
  let svg = '';
  const drawing = h('div', { class: 'drawing' });
  const saves = {
    svg: () => saveText(`${name}.svg`, svg, 'image/svg+xml'),
    png: () => void savePicture(`${name}.png`, svg),
    csv: () =>
      saveCsv(
        `${name}.csv`,
        ['link', 'distance'],
        Array.from(shown ?? [], (value, link) => [link, value]),
      ),
  };
  const buttons = (['svg', 'png', 'csv'] as const).map(kind =>
    h('button', { type: 'button', class: 'quiet', onclick: saves[kind] }, words.save[kind]),
  );
  const element = h(
    'figure',
    { class: 'card', hidden: true },
    h('div', { class: 'row' }, h('h3', {}, text.distances), h('span', { class: 'saves' }, buttons)),
    drawing,
  );
  const draw = calmly(async () => {
    if (!shown) return;
    // The marks of the report come when they are needed.
    const { exactPoint, plot } = await import('../learn/plot.ts');
    svg = plot({
      ...{ caption: text.distances, xLabel: text.distance, yLabel: text.links },
      curves: [{ points: binned(shown).map(({ middle, count }) => exactPoint(middle, count)), isLine: true }],
    });
    // Markup made of numbers and of words of this program.
    drawing.innerHTML = svg;
  }, 500);
  return {
    element,
    show(picture) {
      shown = picture.distances;
      element.hidden = shown === undefined;
      if (shown) draw();
    },
  };
}

/** How many values fall into each of equal stretches from 0 to the largest. */
export function binned(values: ArrayLike<number>): { readonly middle: number; readonly count: number }[] {
  let most = 0;
  for (let k = 0; k < values.length; k++) most = Math.max(most, values[k]);
  const width = (most || 1) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (let k = 0; k < values.length; k++) counts[Math.min(Math.floor(values[k] / width), bins - 1)]++;
  return counts.map((count, k) => ({ middle: (k + 0.5) * width, count }));
}
