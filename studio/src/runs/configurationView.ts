/** Configurations of a run folder in the picture of the laboratory: the bytes come here, and a worker looks at them. */
import type { FromEngine, Look } from '../engine/protocol.ts';
import { h } from '../page/element.ts';
import { stage } from '../page/stage.ts';
import { words } from '../words.ts';
import { configurationOf } from './served.ts';

export interface ConfigurationView {
  readonly element: HTMLElement;
  leave(): void;
}

export function configurationView(id: string, names: readonly string[]): ConfigurationView {
  let worker: Worker | undefined;
  let look: Look = { quantity: 'topologicalDensity', flow: 1 };
  const notice = h('p', { class: 'soft small', 'aria-live': 'polite' });
  const picture = stage({
    look(next) {
      look = next;
      worker?.postMessage({ kind: 'look', look });
    },
    drawn() {},
  });
  const choice = h(
    'select',
    { id: 'configuration', onchange: () => void show() },
    names.map((name, k) => h('option', { value: k }, name)),
  );
  const show = async () => {
    worker?.terminate();
    worker = undefined;
    notice.textContent = words.runs.reading;
    try {
      const k = Number(choice.value);
      const bytes = await configurationOf(id, k);
      if (k !== Number(choice.value)) return;
      worker = new Worker(new URL('./configurationWorker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<FromEngine>) => {
        notice.textContent = data.kind === 'state' ? (data.message ?? '') : '';
        if (data.kind === 'ready') picture.begin(data.ready, look);
        if (data.kind === 'picture') picture.show(data.picture);
      };
      worker.postMessage({ kind: 'open', name: names[k], bytes, look }, [bytes]);
    } catch (error) {
      notice.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  void show();
  return {
    element: h(
      'div',
      {},
      h(
        'div',
        { class: 'row' },
        h('h2', {}, words.runs.configurations),
        h('label', { class: 'hidden', for: 'configuration' }, words.runs.show),
        choice,
      ),
      notice,
      picture.element,
    ),
    leave: () => worker?.terminate(),
  };
}
