/** The code panel: a program, what it prints and draws, and the kernels that it traces. */
import { fragmentOf } from '../page/address.ts';
import { editor } from '../page/editor.ts';
import { fill, h } from '../page/element.ts';
import { saveText } from '../page/save.ts';
import { words } from '../words.ts';
import { curves } from './curves.ts';
import { kernelCard } from './kernelCard.ts';
import type { FromProgram, KernelWithAdjoint } from './protocol.ts';
import { type SampleName, samples } from './samples/index.ts';
import './code.css';
import { type Running, run } from './sandbox.ts';

export interface CodePanel {
  readonly element: HTMLElement;
  /** Shows a program that somebody shared; without one, what was there before. */
  open(program?: string): void;
  share(): Promise<string>;
  restyle(): void;
  leave(): void;
}

const text = words.code;
/** Of what a program prints. */
const mostLines = 2000;

export function codePanel(): CodePanel {
  let running: Running | undefined;
  let printed: string[] = [];
  let kernels: readonly KernelWithAdjoint[] = [];
  const source = editor({ label: text.editor, problems: text.problems, changed: () => source.show([]) });
  const drawn = curves();
  const output = h('pre', { class: 'output', tabindex: '0', 'aria-label': text.output, 'aria-live': 'polite' });
  const cards = h('div', { class: 'kernels' });
  const state = h('span', { class: 'state', 'aria-live': 'polite' });
  const choice = h(
    'select',
    { id: 'sample', onchange: () => choose(choice.value as SampleName) },
    (Object.keys(samples) as SampleName[]).map(name => h('option', { value: name }, text.sampleNames[name])),
  );
  const stop = h(
    'button',
    { type: 'button', class: 'plain', disabled: true, onclick: () => end('stopped', text.states.stopped) },
    text.stop,
  );
  const start = h('button', { type: 'button', class: 'primary', id: 'run-program', onclick: () => begin() }, text.run);

  const say = (name: keyof typeof text.states, sentence: string) => {
    state.dataset.state = name;
    state.textContent = sentence;
  };
  const end = (name: keyof typeof text.states, sentence: string) => {
    running?.end();
    running = undefined;
    stop.disabled = true;
    say(name, sentence);
  };
  const show = () => {
    output.textContent = printed.length > 0 ? printed.join('\n') : text.noOutput;
    output.classList.toggle('soft', printed.length === 0);
    fill(cards, kernels.length > 0 ? kernels.map(kernelCard) : h('p', { class: 'soft' }, text.noKernels));
  };
  const clear = () => {
    [printed, kernels] = [[], []];
    drawn.begin();
    source.show([]);
    show();
  };
  const hear = (message: FromProgram) => {
    switch (message.kind) {
      case 'print':
        printed = [...printed, ...message.lines].slice(-mostLines);
        output.textContent = printed.join('\n');
        output.classList.remove('soft');
        return;
      case 'points':
        drawn.add(message.points);
        return;
      case 'kernels':
        kernels = message.kernels;
        fill(cards, kernels.map(kernelCard));
        return;
      case 'failed':
        source.show([message]);
        end('failed', text.states.failed);
        return;
      case 'end':
        // What it left to do later goes on: the frame stays until the next program.
        say('idle', text.done(message.seconds));
    }
  };
  const begin = () => {
    end('running', text.states.running);
    clear();
    stop.disabled = false;
    running = run({ text: source.text }, hear);
  };
  const choose = (name: SampleName) => {
    end('idle', '');
    source.text = samples[name];
    clear();
  };
  choose('siteFunction');

  return {
    element: h(
      'div',
      { class: 'code-panel' },
      h('h1', { tabindex: '-1' }, text.heading),
      h('p', { class: 'lead' }, text.lead),
      h(
        'section',
        { class: 'run-controls', 'aria-label': text.run },
        h('div', { class: 'buttons' }, start, stop),
        h('div', { class: 'control' }, h('label', { for: 'sample' }, text.samples), choice),
        state,
        h('button', { type: 'button', class: 'quiet', onclick: () => saveText('program.ts', source.text) }, text.save),
      ),
      h(
        'div',
        { class: 'program' },
        source.element,
        h('div', {}, h('h2', {}, text.output), output, h('section', { 'aria-label': text.curves }, drawn.element)),
      ),
      h('section', { 'aria-label': text.kernels }, h('h2', {}, text.kernels), cards),
    ),
    open(program) {
      if (program === undefined) return;
      end('idle', '');
      source.text = program;
      clear();
    },
    async share() {
      history.replaceState(null, '', await fragmentOf(source.text, 'code'));
      return location.href;
    },
    restyle: () => drawn.restyle(),
    leave: () => end('stopped', ''),
  };
}
