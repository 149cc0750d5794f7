/** What the run says: where it is, a number as it grows, averages so far. */
import type { Analysed } from '../desk/protocol.ts';
import { type Band, type SeriesView, seriesFile, seriesView } from '../view/series.ts';
import type { Trace } from '../view/trace.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';
import { csvOf } from './save.ts';
import { saveButtons } from './saves.ts';

/** What is drawn: numbers along a run, by name. */
export interface Traced {
  readonly traces: ReadonlyMap<string, Trace>;
}

export interface Live {
  readonly element: HTMLElement;
  begin(): void;
  records(session: Traced): void;
  analysed(analysed: Analysed): void;
  restyle(): void;
}

/** Names of traces in words, as far as the analysis knows them. */
export function live(): Live {
  const choice = h('select', { id: 'series-choice', onchange: () => draw() });
  const series: SeriesView = seriesView(words.series.heading);
  const table = h('div', { class: 'estimates' });
  const remarks = h('div');
  let session: Traced | undefined;
  let analysed: Analysed | undefined;
  let known = '';

  const titleOf = (name: string) => analysed?.estimates.find(estimate => estimate.name === name)?.title ?? plain(name);
  const offer = () => {
    const names = [...(session?.traces.keys() ?? [])].sort((a, b) => rank(a) - rank(b));
    const now = names.map(name => `${name}=${titleOf(name)}`).join();
    if (now === known) return;
    known = now;
    const { value } = choice;
    fill(
      choice,
      names.map(name => h('option', { value: name }, titleOf(name))),
    );
    choice.value = names.includes(value) ? value : (names[0] ?? '');
  };
  const draw = () => {
    const trace = session?.traces.get(choice.value);
    if (!trace) return;
    series.draw(trace, band());
  };
  const band = (): Band | undefined => {
    const estimate = analysed?.estimates.find(({ name }) => name === choice.value);
    return estimate && Number.isFinite(estimate.error) ? { ...estimate, from: analysed!.from } : undefined;
  };
  const csv = () => {
    const names = [...(session?.traces.keys() ?? [])];
    if (!session || names.length === 0) return undefined;
    const traces = names.map(name => session!.traces.get(name)!);
    const rows = new Map<number, (number | string)[]>();
    traces.forEach(({ xs, ys }, k) => {
      xs.forEach((x, i) => {
        if (!rows.has(x)) rows.set(x, [x, ...names.map(() => '')]);
        rows.get(x)![k + 1] = ys[i];
      });
    });
    return csvOf(['trajectory', ...names], rows.values());
  };
  const saves = saveButtons({
    // The table holds all numbers, not only what is shown.
    name: kind => (kind === 'csv' ? 'run' : `run-${choice.value}`),
    svg: async () => {
      const trace = session?.traces.get(choice.value);
      return trace && (await seriesFile(titleOf(choice.value), trace, band()))?.file;
    },
    csv,
  });
  return {
    element: h(
      'section',
      { class: 'live', 'aria-label': words.series.heading },
      h(
        'div',
        { class: 'row' },
        h('h2', {}, words.series.heading),
        h('label', { class: 'hidden', for: 'series-choice' }, words.series.observable),
        choice,
        saves,
      ),
      series.element,
      h('h2', {}, words.estimates.heading),
      table,
      remarks,
    ),
    begin() {
      [session, analysed, known] = [undefined, undefined, ''];
      fill(choice);
      fill(table, h('p', { class: 'soft' }, words.estimates.none));
      fill(remarks);
    },
    records(now) {
      session = now;
      offer();
      draw();
    },
    analysed(found) {
      analysed = found;
      offer();
      draw();
      fill(table, estimateTable(found));
      fill(
        remarks,
        found.remarks.length > 0
          ? h('details', { class: 'remarks', open: true }, [
              h('summary', {}, words.remarks),
              h(
                'ul',
                {},
                found.remarks.map(remark => h('li', {}, remark)),
              ),
            ])
          : undefined,
      );
    },
    restyle: () => series.restyle(),
  };
}

function estimateTable({ estimates, trajectories, from }: Analysed): (HTMLElement | undefined)[] {
  const shown = estimates.filter(({ role, mean }) => role !== 'monitor' && Number.isFinite(mean)).slice(0, 12);
  if (shown.length === 0) return [h('p', { class: 'soft' }, words.estimates.none)];
  const { errorHint, tauHint, tau, counted } = words.estimates;
  return [
    h(
      'table',
      {},
      h(
        'tbody',
        {},
        shown.map(({ title, shown: value, tauInt }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, title),
            h('td', { class: 'number', title: errorHint }, value),
            h('td', { class: 'soft', title: tauHint }, Number.isFinite(tauInt) ? `${tau} ${tauInt.toFixed(1)}` : ''),
          ),
        ),
      ),
    ),
    h('p', { class: 'soft small' }, counted(trajectories, from)),
  ];
}

const first = ['topologicalCharge', 'plaquette', 'loss', 'deltaH', 'polyakovLoop'];
const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);

/** `forceRms.gauge` stays, `cgIterations` becomes "cg iterations". */
function plain(name: string): string {
  return name.includes('.') ? name : name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}
