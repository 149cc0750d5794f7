/** The laboratory: a run that is computed in this page, looked at, changed and shared. */
import type { Desk } from '../desk/desk.ts';
import type { Look } from '../engine/protocol.ts';
import { type Preset, presets } from '../presets/index.ts';
import { words } from '../words.ts';
import { fragmentOf } from './address.ts';
import { calmly } from './calmly.ts';
import { controls } from './controls.ts';
import { fill, h } from './element.ts';
import { figures } from './figures.ts';
import { live } from './live.ts';
import { runPanel } from './runPanel.ts';
import { saveText } from './save.ts';
import { type Session, startSession } from './session.ts';
import { stage } from './stage.ts';
import { weightsPanel } from './weightsPanel.ts';

export interface Laboratory {
  readonly element: HTMLElement;
  /** Begins a run; `look` and speed stay as they are where none are given. */
  start(text: string, how?: Partial<Pick<Preset, 'look' | 'perSecond'>>): void;
  share(): Promise<string>;
  /** The page shows something else. */
  rest(): void;
  /** The run is given up. */
  end(): void;
  readonly isRunning: boolean;
  restyle(): void;
}

export interface LaboratoryEvents {
  /** The run pauses or ends. */
  rested?(session: Session): void;
}

export function laboratory(desk: Desk, events: LaboratoryEvents = {}): Laboratory {
  let session: Session | undefined;
  let look: Look = presets[0].look;
  let perSecond: number | null = null;
  let text = '';

  const picture = stage({
    look(next) {
      look = next;
      session?.setLook(next);
    },
    drawn: () => session?.engine.drawn(),
    painted: desk.open,
  });
  const numbers = live();
  const drawn = figures(desk);
  const weights = weightsPanel();
  const panel = runPanel(desk, next => start(next));
  const bar = controls({
    async restart(seed) {
      start(await desk.edit(text, ['schedule', 'seed'], seed));
    },
    speed(chosen) {
      perSecond = chosen;
    },
  });
  const title = h('h1', { tabindex: '-1' });
  const problem = h('div', { 'aria-live': 'assertive' });
  const gallery = h('div', { class: 'gallery', role: 'list' });

  const start: Laboratory['start'] = (next, how = {}) => {
    session?.end();
    text = next;
    look = how.look ?? look;
    if (how.perSecond !== undefined) perSecond = how.perSecond;
    for (const part of [numbers, drawn, weights]) part.begin();
    fill(problem);
    markPreset();
    const begun = startSession(
      desk,
      next,
      { look, perSecond },
      {
        ready(ready) {
          title.textContent = ready.title;
          picture.begin(ready, look);
          bar.update(begun);
        },
        picture: picture.show,
        records: calmly(() => {
          if (session !== begun) return;
          bar.update(begun);
          numbers.records(begun);
        }, 120),
        weights: calmly(() => session === begun && weights.show(begun), 300),
        analysed: calmly(() => {
          if (session !== begun || !begun.analysed) return;
          numbers.analysed(begun.analysed);
          drawn.show(begun.analysed);
        }, 500),
        state() {
          bar.update(begun);
          if (begun.state === 'paused' || begun.state === 'complete') events.rested?.(begun);
          if (begun.state === 'failed') desk.open();
          if (begun.state === 'failed') fill(problem, h('p', { class: 'wrong-box' }, begun.message));
        },
      },
    );
    session = begun;
    bar.begin(begun, perSecond, Number(/^\s*seed\s*=\s*(\d+)/m.exec(next)?.[1] ?? 1));
    panel.begin(next);
    void fragmentOf(next).then(fragment => {
      if (location.hash === '' || location.hash.startsWith('#run=')) history.replaceState(null, '', fragment);
    });
  };
  const markPreset = () => {
    for (const [k, { text: own }] of presets.entries()) {
      gallery.children[k]?.firstElementChild?.setAttribute('aria-pressed', String(own === text));
    }
  };
  fill(
    gallery,
    presets.map(({ name, text: own, ...how }) =>
      h(
        'div',
        { role: 'listitem' },
        h(
          'button',
          { type: 'button', class: 'preset', 'data-preset': name, onclick: () => start(own, how) },
          h('strong', {}, words.presets[name].title),
          h('span', {}, words.presets[name].line),
        ),
      ),
    ),
  );
  const saves = h(
    'p',
    { class: 'saves' },
    h(
      'button',
      { type: 'button', class: 'quiet', onclick: () => saveText('log.jsonl', `${session?.lines.join('\n')}\n`) },
      words.save.log,
    ),
  );
  const element = h(
    'div',
    { class: 'laboratory' },
    h('section', { 'aria-label': words.gallery }, gallery),
    h('div', { class: 'heading' }, title, saves),
    bar.element,
    problem,
    h('div', { class: 'watch' }, picture.element, numbers.element, panel.element),
    weights.element,
    drawn.element,
  );
  return {
    element,
    start,
    async share() {
      const fragment = await fragmentOf(panel.text || text);
      history.replaceState(null, '', fragment);
      return location.href;
    },
    rest: () => session?.engine.pause(),
    end() {
      session?.end();
      session = undefined;
    },
    get isRunning() {
      return session !== undefined;
    },
    restyle() {
      for (const part of [picture, numbers, weights]) part.restyle();
    },
  };
}
