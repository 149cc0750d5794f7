/** A small turning view of a field, for experiments. */
import type { Picture } from '../engine/protocol.ts';
import type { FieldOnScreen } from '../view/fieldOnScreen.ts';
import { planeView } from '../view/plane.ts';
import { type VolumeView, volumeView } from '../view/volume.ts';

export interface FieldPicture {
  readonly canvas: HTMLCanvasElement;
  show(picture: Picture): void;
}

export function fieldPicture(field: FieldOnScreen): FieldPicture {
  const volume = volumeOrNone();
  const view = volume ?? planeView();
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    const seconds = Math.min((now - last) / 1000, 0.1);
    last = now;
    // The page has shown something else since: the view ends.
    if (!view.canvas.isConnected && field.values.length > 0) return view.dispose();
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) volume?.turn(0.1 * seconds, 0);
    field.advance(seconds);
    if (field.values.length > 0) view.draw(field, [0, 0]);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return { canvas: view.canvas, show: field.show };
}

function volumeOrNone(): VolumeView | undefined {
  try {
    return volumeView();
  } catch {
    return undefined;
  }
}
