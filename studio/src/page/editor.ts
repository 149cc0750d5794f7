/** Text with its problems at their lines: a run file, a program. */
import { words } from '../words.ts';
import { fill, h } from './element.ts';

export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

export interface EditorOptions {
  readonly label: string;
  /** Above the list of problems. */
  readonly problems: string;
  changed(text: string): void;
}

export interface Editor {
  readonly element: HTMLElement;
  text: string;
  show(problems: readonly Problem[]): void;
}

export function editor({ label, problems: heading, changed }: EditorOptions): Editor {
  const gutter = h('div', { class: 'gutter', 'aria-hidden': 'true' });
  const box = h('textarea', {
    ...{ spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', rows: 24 },
    'aria-label': label,
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
      fill(list, problemList(problems, heading, goTo));
    },
  };
}

export function problemList(
  problems: readonly Problem[],
  heading: string,
  goTo?: (line: number) => void,
): HTMLElement | undefined {
  if (problems.length === 0) return;
  return h(
    'div',
    { class: 'wrong-box', role: 'status' },
    h('strong', {}, heading),
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
