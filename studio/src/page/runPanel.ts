/** The run as a form and as a file; changes wait until they are applied. */
import type { Desk } from '../desk/desk.ts';
import type { ReadFile } from '../desk/protocol.ts';
import { words } from '../words.ts';
import { editor, problemList } from './editor.ts';
import { fill, h } from './element.ts';
import { form } from './form.ts';
import { saveText } from './save.ts';
import { segments } from './segments.ts';

export interface RunPanel {
  readonly element: HTMLElement;
  /** The file as it stands, applied or not. */
  readonly text: string;
  begin(text: string): void;
}

export function runPanel(desk: Desk, apply: (text: string) => void): RunPanel {
  let read: ReadFile | undefined;
  let applied = '';
  let asked = 0;
  const change = async (path: readonly string[], value: unknown) => {
    try {
      const text = await desk.edit(file.text, path, value);
      file.text = text;
      await look();
    } catch {
      // The text is no TOML: its problem is shown already.
    }
  };
  const drawn = form((path, value) => void change(path, value));
  const file = editor({
    ...{ label: words.form.editor, problems: words.form.problems },
    changed: () => void look(),
  });
  const theory = h('p', { class: 'theory', 'aria-live': 'polite' });
  const problems = h('div');
  const button = h(
    'button',
    { type: 'button', class: 'primary', disabled: true, onclick: () => apply(file.text) },
    words.form.apply,
  );
  const look = async () => {
    const number = ++asked;
    const found = await desk.read(file.text);
    if (number !== asked) return;
    read = found;
    if (read.fields.length > 0) drawn.show(read);
    file.show(read.problems);
    fill(problems, drawn.element.hidden ? undefined : problemList(read.problems, words.form.problems));
    theory.textContent = read.theory ?? '';
    button.disabled = read.problems.length > 0 || file.text === applied;
  };
  const show = (which: 'form' | 'file') => {
    drawn.element.hidden = which !== 'form';
    file.element.hidden = which !== 'file';
    if (read) fill(problems, which === 'form' ? problemList(read.problems, words.form.problems) : undefined);
  };
  show('form');
  const choices = [
    { value: 'form', label: words.form.form },
    { value: 'file', label: words.form.file },
  ] as const;
  return {
    element: h(
      'aside',
      { class: 'run-panel', 'aria-label': words.form.heading },
      h(
        'div',
        { class: 'row' },
        h('h2', {}, words.form.heading),
        segments(words.form.heading, choices, 'form', show, false),
      ),
      theory,
      problems,
      drawn.element,
      file.element,
      h(
        'div',
        { class: 'row foot' },
        button,
        h('span', { class: 'soft small' }, words.form.applied),
        h(
          'button',
          { type: 'button', class: 'quiet', onclick: () => saveText('run.toml', file.text) },
          words.save.runFile,
        ),
      ),
    ),
    get text() {
      return file.text;
    },
    begin(text) {
      applied = text;
      file.text = text;
      void look();
    },
  };
}
