/** The run file as text, with its problems at their lines. */
import type { ReadFile } from '../desk/protocol.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';

export interface Editor {
  readonly element: HTMLElement;
  text: string;
  show(problems: ReadFile['problems']): void;
}

export function editor(changed: (text: string) => void): Editor {
  const gutter = h('div', { class: 'gutter', 'aria-hidden': 'true' });
  const box = h('textarea', {
    ...{ spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', rows: 24 },
    'aria-label': words.form.editor,
    oninput: () => {
      number();
      changed(box.value);
    },
    onscroll: () => {
      gutter.scrollTop = box.scrollTop;
    },
  });
  const list = h('div', { class: 'problems', 'aria-live': 'polite' });
  let marked: ReadonlySet<number> = new Set();
  const number = () => {
    const count = box.value.split('\n').length;
    fill(
      gutter,
      Array.from({ length: count }, (_, k) =>
        h('div', { class: marked.has(k + 1) ? 'wrong' : undefined }, String(k + 1)),
      ),
    );
  };
  const goTo = (line: number) => {
    const start =
      box.value
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    const end = box.value.indexOf('\n', start);
    box.focus();
    box.setSelectionRange(start, end < 0 ? box.value.length : end);
  };
  return {
    element: h('div', { class: 'editor' }, h('div', { class: 'sheet' }, gutter, box), list),
    get text() {
      return box.value;
    },
    set text(text) {
      if (box.value === text) return;
      box.value = text;
      number();
    },
    show(problems) {
      marked = new Set(problems.map(({ line }) => line));
      number();
      fill(list, problemList(problems, goTo));
    },
  };
}

export function problemList(problems: ReadFile['problems'], goTo?: (line: number) => void): HTMLElement | undefined {
  if (problems.length === 0) return;
  return h(
    'div',
    { class: 'wrong-box', role: 'status' },
    h('strong', {}, words.form.problems),
    h(
      'ul',
      {},
      problems.map(({ line, sentence }) =>
        h(
          'li',
          {},
          goTo
            ? h('button', { type: 'button', class: 'link', onclick: () => goTo(line) }, words.form.line(line))
            : words.form.line(line),
          `: ${sentence}`,
        ),
      ),
    ),
  );
}
