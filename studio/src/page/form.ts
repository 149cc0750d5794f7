/** The form of a run file, drawn from the schema: every key with its meaning. */
import type { FormField } from '../../../src/runfile/index.ts';
import type { ReadFile } from '../desk/protocol.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';

export interface Form {
  readonly element: HTMLElement;
  show(file: ReadFile): void;
}

type Change = (path: readonly string[], value: unknown) => void;

/** Sections that matter only to a program that writes files. */
const hidden = new Set(['output', 'reference']);
const text = words.form;

export function form(change: Change): Form {
  const element = h('div', { class: 'form' });
  const open = new Set<string>(['lattice', 'group', 'action', 'action.gauge', 'sampler', 'schedule']);
  let shown = '';
  return {
    element,
    show({ fields, document }) {
      const now = JSON.stringify([fields, document]);
      if (now === shown) return;
      shown = now;
      const focused = window.document.activeElement?.id;
      fill(
        element,
        fields
          .filter(({ path }) => !hidden.has(path[0]))
          .map(field => control(field, valueAt(document, field.path), change, open, document)),
      );
      if (focused) element.querySelector<HTMLElement>(`[id="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (table, key) => (typeof table === 'object' && table !== null ? Reflect.get(table, key) : undefined),
    document,
  );
}

function control(field: FormField, value: unknown, change: Change, open: Set<string>, document: unknown): HTMLElement {
  if (field.kind === 'table') return section(field, change, open, document);
  const id = `key-${field.path.join('-')}`;
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, field.path[field.path.length - 1]),
    input(field, value, id, change),
    h('p', { class: 'meaning', id: `${id}-meaning` }, field.meaning),
  );
}

/** A table of its own; one that may be left out has a switch. */
function section(
  field: Extract<FormField, { kind: 'table' }>,
  change: Change,
  open: Set<string>,
  document: unknown,
): HTMLElement {
  const name = field.path.join('.');
  const value = valueAt(document, field.path);
  const isAbsent = value === undefined && field.optional && field.fallback === undefined && !alwaysThere.has(name);
  const details = h(
    'details',
    {
      open: open.has(name) && !isAbsent,
      class: `section depth-${Math.min(field.path.length, 3)}`,
      ontoggle: () => void (details.open ? open.add(name) : open.delete(name)),
    },
    h(
      'summary',
      { title: field.meaning },
      h('span', {}, field.path[field.path.length - 1]),
      h('span', { class: 'meaning' }, isAbsent ? text.absent : field.meaning),
    ),
    field.optional && field.fallback === undefined && !alwaysThere.has(name)
      ? h(
          'label',
          { class: 'switch' },
          h('input', {
            ...{ type: 'checkbox', checked: value !== undefined },
            onchange: event => {
              open.add(name);
              change(field.path, (event.target as HTMLInputElement).checked ? firstContents(field) : undefined);
            },
          }),
          h('span', {}, field.meaning),
        )
      : undefined,
    isAbsent
      ? undefined
      : field.fields.map(inner => control(inner, valueAt(document, inner.path), change, open, document)),
  );
  return details;
}

/** Sections whose absence means the same as being empty. */
const alwaysThere = new Set(['start', 'measure', 'machine', 'sampler.solver', 'schedule']);

/** What a table begins with: its first kind. */
function firstContents(field: Extract<FormField, { kind: 'table' }>): Record<string, unknown> {
  const kind = field.fields.find(({ path }) => path[path.length - 1] === 'kind');
  return kind?.kind === 'choice' ? { kind: kind.choices[0] } : {};
}

function input(field: Exclude<FormField, { kind: 'table' }>, value: unknown, id: string, change: Change): HTMLElement {
  const common = { id, 'aria-describedby': `${id}-meaning` };
  const put = (next: unknown) => change(field.path, next);
  const fallback = field.fallback === undefined ? text.absent : text.byDefault(shownValue(field.fallback));
  const written = (read: (text: string) => unknown) => {
    const box = h('input', {
      ...{ ...common, type: 'text', spellcheck: 'false', placeholder: fallback },
      value: value === undefined ? undefined : shownValue(value),
      onchange: () => put(box.value.trim() === '' ? undefined : read(box.value.trim())),
    });
    return box;
  };
  switch (field.kind) {
    case 'choice': {
      const select = h(
        'select',
        { ...common, onchange: () => put(select.value === '' ? undefined : select.value) },
        field.optional || value === undefined ? h('option', { value: '' }, fallback) : undefined,
        field.choices.map(choice => h('option', { value: choice, selected: value === choice }, choice)),
      );
      return select;
    }
    case 'number': {
      if (field.words.length > 0) return written(text => (field.words.includes(text) ? text : Number(text)));
      const box = h('input', {
        ...{ ...common, type: 'number', step: field.integer ? 1 : 'any', min: field.least, max: field.most },
        ...{ value: typeof value === 'number' ? value : undefined, placeholder: fallback },
        onchange: () => put(box.value === '' ? undefined : Number(box.value)),
      });
      return box;
    }
    case 'list':
      return written(parsed);
    case 'text':
      return written(text => text);
  }
}

const shownValue = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is no list is handed on as text, and the sentence of the schema says what a list looks like. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written.startsWith('[') ? written : `[${written}]`);
  } catch {
    return written;
  }
}
