/**
 * A widget for anywidget (https://anywidget.dev): the laboratory in a cell of Jupyter or Colab. The page lives in a frame made of
 * text that this module carries, so that it needs no server and leaves the notebook's own styles alone.
 *
 * Traits: `run`, a run file in TOML (empty: the first of the gallery); `height` of the cell in pixels; `log`, the lines of
 * log.jsonl, set whenever the run pauses or ends.
 */
import page from 'virtual:page';
import type { FromCell, ToCell } from './protocol.ts';

/** What anywidget hands to a widget. */
export interface WidgetModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, hear: () => void): void;
  off(event: string, hear: () => void): void;
}

const usualHeight = 900;

/** Shows the laboratory in `el`. @returns takes it away */
export function render({ model, el }: { readonly model: WidgetModel; readonly el: HTMLElement }): () => void {
  const frame = document.createElement('iframe');
  const address = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  frame.title = 'Cask';
  frame.src = address;
  frame.style.cssText = 'width: 100%; border: 0; display: block';
  const size = () => {
    frame.style.height = `${Number(model.get('height')) || usualHeight}px`;
  };
  const start = () => {
    const message: ToCell = { kind: 'run', text: String(model.get('run') ?? '') };
    frame.contentWindow?.postMessage(message, '*');
  };
  const listen = ({ source, data }: MessageEvent<FromCell>) => {
    if (source !== frame.contentWindow) return;
    if (data.kind === 'ready') start();
    if (data.kind !== 'log') return;
    model.set('log', data.text);
    model.save_changes();
  };
  addEventListener('message', listen);
  model.on('change:run', start);
  model.on('change:height', size);
  size();
  el.append(frame);
  return () => {
    removeEventListener('message', listen);
    model.off('change:run', start);
    model.off('change:height', size);
    frame.remove();
    URL.revokeObjectURL(address);
  };
}

export default { render };
