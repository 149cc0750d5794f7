/** Buttons that save a picture as SVG and PNG, and its numbers as CSV. */
import { words } from '../words.ts';
import { h } from './element.ts';
import { savePicture, saveText } from './save.ts';

type Kind = 'svg' | 'png' | 'csv';

/** Each gives nothing while there is nothing to save. */
export interface Saved {
  /** Of the files, without their ending. */
  name(kind: Kind): string;
  svg(): string | undefined | Promise<string | undefined>;
  /** Where it is not the SVG in pixels. */
  png?(name: string): void;
  csv(): string | undefined | Promise<string | undefined>;
}

export function saveButtons(saved: Saved): HTMLElement {
  const { name } = saved;
  const save = {
    svg: async () => {
      const svg = await saved.svg();
      if (svg !== undefined) saveText(`${name('svg')}.svg`, svg, 'image/svg+xml');
    },
    png: async () => {
      if (saved.png) return saved.png(`${name('png')}.png`);
      const svg = await saved.svg();
      if (svg !== undefined) await savePicture(`${name('png')}.png`, svg);
    },
    csv: async () => {
      const csv = await saved.csv();
      if (csv !== undefined) saveText(`${name('csv')}.csv`, csv, 'text/csv');
    },
  };
  return h(
    'span',
    { class: 'saves' },
    (['svg', 'png', 'csv'] as const).map(kind =>
      h('button', { type: 'button', class: 'quiet', onclick: () => void save[kind]() }, words.save[kind]),
    ),
  );
}
