/** The runs of a server in a table: filter, follow, compare. */
import type { Desk } from '../desk/desk.ts';
import type { NamedEstimate } from '../desk/protocol.ts';
import { fill, h } from '../page/element.ts';
import { words } from '../words.ts';
import { followLog, runFileOf, type ServedRun, servedRuns } from './served.ts';

const text = words.runs;

export async function runList(desk: Desk): Promise<HTMLElement> {
  const runs = await servedRuns();
  if (runs.length === 0) return h('div', { class: 'runs' }, h('h1', {}, text.heading), h('p', {}, text.none));
  const chosen = new Set<string>();
  const body = h('tbody');
  const comparison = h('section', { 'aria-live': 'polite' });
  const compare = h(
    'button',
    { type: 'button', class: 'primary', disabled: true, onclick: () => void show() },
    text.compare,
  );
  const filter = h('input', { type: 'text', id: 'filter', oninput: () => rows() });
  const show = async () => {
    compare.disabled = true;
    const picked = runs.filter(({ id }) => chosen.has(id));
    const columns: (readonly NamedEstimate[])[] = [];
    for (const run of picked) columns.push(await estimatesOf(desk, run));
    fill(comparison, comparisonTable(picked, columns));
    compare.disabled = false;
  };
  const rows = () => {
    const wanted = filter.value.toLowerCase().split(/\s+/);
    const shown = runs.filter(run => {
      const all = `${run.name} ${run.title} ${run.theory} ${run.standing}`.toLowerCase();
      return wanted.every(word => all.includes(word));
    });
    fill(body, shown.map(row));
  };
  const row = (run: ServedRun) =>
    h(
      'tr',
      {},
      h(
        'td',
        {},
        h('input', {
          ...{ type: 'checkbox', checked: chosen.has(run.id), 'aria-label': text.select(run.name) },
          onchange: event => {
            if ((event.target as HTMLInputElement).checked) chosen.add(run.id);
            else chosen.delete(run.id);
            compare.disabled = chosen.size < 2;
          },
        }),
      ),
      h('th', { scope: 'row' }, h('a', { href: `#runs/${run.id}` }, run.name)),
      h('td', {}, run.theory),
      h('td', {}, text.standings[run.standing] ?? run.standing),
      h('td', { class: 'number soft' }, new Date(run.changed).toLocaleString()),
    );
  rows();
  const { name, theory, standing, changed } = text.columns;
  return h(
    'div',
    { class: 'runs' },
    h('h1', { tabindex: '-1' }, text.heading),
    h(
      'div',
      { class: 'row' },
      h('div', { class: 'control' }, h('label', { for: 'filter' }, text.filter), filter),
      compare,
      h('span', { class: 'soft small' }, text.compareHint),
    ),
    h(
      'div',
      { class: 'wide', tabindex: '0', role: 'region', 'aria-label': text.heading },
      h(
        'table',
        { class: 'table' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('td'),
            [name, theory, standing, changed].map(head => h('th', { scope: 'col' }, head)),
          ),
        ),
        body,
      ),
    ),
    comparison,
  );
}

/** The averages of what a log holds now. */
async function estimatesOf(desk: Desk, { id }: ServedRun): Promise<readonly NamedEstimate[]> {
  desk.open();
  desk.begin(await runFileOf(id));
  await new Promise<void>(resolve => {
    const end = followLog(
      id,
      records => {
        desk.records(records);
        // All that there was comes at once; what is appended meanwhile belongs to the next look.
        clearTimeout(timer);
        timer = setTimeout(finish, 150);
      },
      () => finish(),
    );
    const finish = () => {
      end();
      resolve();
    };
    let timer = setTimeout(finish, 2000);
  });
  return (await desk.analyse())?.estimates.filter(({ role }) => role !== 'monitor') ?? [];
}

function comparisonTable(runs: readonly ServedRun[], columns: readonly (readonly NamedEstimate[])[]): HTMLElement {
  const titles = new Map(columns.flat().map(({ name, title }) => [name, title]));
  return h(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': text.compare },
    h('h2', {}, text.compare),
    h(
      'table',
      { class: 'table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, text.quantity),
          runs.map(({ name }) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        [...titles].map(([name, title]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, title),
            columns.map(column =>
              h('td', { class: 'number' }, column.find(estimate => estimate.name === name)?.shown ?? '—'),
            ),
          ),
        ),
      ),
    ),
  );
}
