/** One run of a server, followed as it grows: series, averages, figures, report, configurations. */
import type { Desk } from '../desk/desk.ts';
import { fragmentOf } from '../page/address.ts';
import { calmly } from '../page/calmly.ts';
import { fill, h } from '../page/element.ts';
import { figures } from '../page/figures.ts';
import { live } from '../page/live.ts';
import { recorded } from '../page/recorded.ts';
import { words } from '../words.ts';
import { configurationView } from './configurationView.ts';
import { configurationsOf, followLog, reportAddress, runFileOf, type ServedRun, servedRuns } from './served.ts';

const text = words.runs;

export interface RunView {
  readonly element: HTMLElement;
  restyle(): void;
  leave(): void;
}

/** Milliseconds between analyses. */
const rest = 1000;

export async function runView(desk: Desk, id: string): Promise<RunView> {
  const [file, runs, names] = await Promise.all([runFileOf(id), servedRuns(), configurationsOf(id)]);
  const run = runs.find(known => known.id === id) as ServedRun;
  const numbers = live();
  const drawn = figures(desk);
  const kept = recorded();
  const notice = h('p', { class: 'soft', 'aria-live': 'polite' });
  const place = h('span', { class: 'number soft' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasLeft = false;
  const analyse = async () => {
    const found = await desk.analyse().catch(() => undefined);
    timer = undefined;
    if (hasLeft || !found) return;
    numbers.analysed(found);
    drawn.show(found);
  };
  const draw = calmly(() => !hasLeft && numbers.records(kept), 120);
  desk.open();
  desk.begin(file);
  numbers.begin();
  drawn.begin();
  const end = followLog(
    id,
    records => {
      for (const record of records) kept.add(record);
      desk.records(records);
      place.textContent = `${words.trajectories} ${records.at(-1)?.trajectory ?? 0}`;
      draw();
      timer ??= setTimeout(analyse, rest);
    },
    () => {
      notice.textContent = text.gone;
    },
  );
  const configurations = names.length === 0 ? undefined : configurationView(id, names);
  return {
    element: h(
      'div',
      { class: 'run-view' },
      h('p', { class: 'small' }, h('a', { href: '#runs' }, text.back)),
      h('div', { class: 'heading' }, h('h1', { tabindex: '-1' }, run.title), place),
      h('p', { class: 'soft' }, run.theory),
      h(
        'p',
        { class: 'row left' },
        h('span', { class: 'state', 'data-state': run.standing }, text.standings[run.standing] ?? run.standing),
        run.hasReport ? h('a', { href: reportAddress(id), target: '_blank', rel: 'noopener' }, text.report) : undefined,
        h('button', { type: 'button', class: 'plain', onclick: () => void open(file) }, text.repeat),
      ),
      notice,
      h('div', { class: 'watch two' }, numbers.element, configurations?.element),
      drawn.element,
    ),
    restyle: () => numbers.restyle(),
    leave() {
      hasLeft = true;
      clearTimeout(timer);
      end();
      configurations?.leave();
    },
  };
}

/** The run file without what only a folder needs. */
async function open(file: string): Promise<void> {
  const text = file.replace(/\n\[output[^\]]*\]\n[^[]*/g, '\n');
  location.hash = await fragmentOf(text);
}

export function failedView(error: unknown): HTMLElement {
  const box = h('div', { class: 'runs' });
  fill(
    box,
    h('h1', {}, text.heading),
    h('p', { class: 'wrong-box' }, error instanceof Error ? error.message : String(error)),
  );
  return box;
}
