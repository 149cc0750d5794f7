/** A plane of a field on a canvas: the whole of a two-dimensional lattice, or one slice. */
import type { Colour } from './colours.ts';
import { diverging, rising, schemeNow } from './colours.ts';
import type { FieldOnScreen } from './fieldOnScreen.ts';
import { refined } from './resample.ts';

/** Points along the longer side: enough for the eye, few enough for thirty pictures a second. */
const finest = 256;

/** Where a plane is cut: coordinates along the axes after the first two. */
export type Cut = readonly number[];

export interface FieldView {
  readonly canvas: HTMLCanvasElement;
  draw(field: FieldOnScreen, cut: Cut): void;
  dispose(): void;
}

export function planeView(): FieldView {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false })!;
  let image: ImageData | undefined;
  return {
    canvas,
    draw(field, cut) {
      const { extents } = field;
      const [width, height] = [extents[0], extents[1] ?? 1];
      const factor = Math.max(1, Math.min(8, Math.floor(finest / Math.max(width, height))));
      const finer = refined(sliceOf(field, cut), [width, height], factor);
      const [across, down] = [width * factor, height * factor];
      if (image?.width !== across || image.height !== down) {
        [canvas.width, canvas.height] = [across, down];
        image = context.createImageData(across, down);
      }
      paint(image.data, finer, across, field);
      context.putImageData(image, 0, 0);
    },
    dispose() {},
  };
}

export function sliceOf({ values, extents }: Pick<FieldOnScreen, 'values' | 'extents'>, cut: Cut): Float32Array {
  const size = extents[0] * (extents[1] ?? 1);
  let [start, stride] = [0, size];
  extents.slice(2).forEach((extent, k) => {
    start += Math.min(cut[k] ?? 0, extent - 1) * stride;
    stride *= extent;
  });
  return values.subarray(start, start + size);
}

const shades = 512;
const tables = new Map<string, Uint32Array>();

/** Colours by share of the scale, as pixels. */
function tableOf(isSigned: boolean): Uint32Array {
  const scheme = schemeNow();
  const name = `${scheme}/${isSigned}`;
  let table = tables.get(name);
  if (!table) {
    const colour: (share: number) => Colour = (isSigned ? diverging : rising)[scheme];
    table = Uint32Array.from({ length: shades }, (_, k) => {
      const [red, green, blue] = colour(k / (shades - 1));
      return (255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);
    });
    tables.set(name, table);
  }
  return table;
}

/** The first row of the lattice is at the bottom. */
function paint(data: Uint8ClampedArray, values: Float32Array, across: number, field: FieldOnScreen): void {
  const pixels = new Uint32Array(data.buffer);
  const table = tableOf(field.isSigned);
  const scale = (field.isSigned ? 0.5 : 1) / field.strength;
  const offset = field.isSigned ? 0.5 : 0;
  const rows = values.length / across;
  for (let row = 0; row < rows; row++) {
    const from = row * across;
    const to = (rows - 1 - row) * across;
    for (let i = 0; i < across; i++) {
      const share = (values[from + i] - field.middle) * scale + offset;
      pixels[to + i] = table[Math.max(0, Math.min(shades - 1, Math.floor(share * shades)))];
    }
  }
}
