/** Run, pause, step, speed, seed; and where the run is. */
import { words } from '../words.ts';
import { fill, h, icon } from './element.ts';
import type { Session } from './session.ts';

export interface Controls {
  readonly element: HTMLElement;
  begin(session: Session, perSecond: number | null, seed: number): void;
  update(session: Session): void;
}

export interface ControlEvents {
  restart(seed: number): void;
  speed(perSecond: number | null): void;
}

const rates = [1, 5, 20, 50, 200] as const;
const text = words.controls;
const paths = { play: 'M4 2.5v11l9-5.5z', pause: 'M4 3h3v10H4zM9 3h3v10H9z', step: 'M3 3v10l7-5zM11 3h2v10h-2z' };

export function controls({ restart, speed }: ControlEvents): Controls {
  let session: Session | undefined;
  let shown: boolean | undefined;
  const toggle = h('button', {
    ...{ type: 'button', class: 'primary', id: 'toggle' },
    onclick: () => (session?.state === 'running' ? session.engine.pause() : session?.engine.play()),
  });
  const step = h(
    'button',
    { type: 'button', class: 'plain', onclick: () => session?.engine.step() },
    icon(paths.step),
    text.step,
  );
  const rate = h(
    'select',
    {
      id: 'speed',
      onchange: () => {
        const chosen = rate.value === '' ? null : Number(rate.value);
        session?.engine.speed(chosen);
        speed(chosen);
      },
    },
    rates.map(value => h('option', { value }, text.perSecond(value))),
    h('option', { value: '' }, text.fastest),
  );
  const seed = h('input', { type: 'number', id: 'seed', min: 0, max: 4294967295, step: 1, onchange: () => again() });
  const again = () => {
    if (seed.checkValidity() && seed.value !== '') restart(Number(seed.value));
  };
  const state = h('span', { class: 'state', 'aria-live': 'polite' });
  const place = h('span', { class: 'number' });
  const machine = h('span', { class: 'soft small' });
  return {
    element: h(
      'section',
      { class: 'run-controls', 'aria-label': words.controls.play },
      h('div', { class: 'buttons' }, toggle, step),
      h('div', { class: 'control' }, h('label', { for: 'speed' }, text.speed), rate),
      h('div', { class: 'control' }, h('label', { for: 'seed' }, text.seed), seed),
      h('button', { type: 'button', class: 'plain', onclick: again }, text.restart),
      h('p', { class: 'standing' }, state, place, machine),
    ),
    begin(now, perSecond, number) {
      session = now;
      rate.value = perSecond === null ? '' : String(perSecond);
      seed.value = String(number);
      this.update(now);
    },
    update(now) {
      const isRunning = now.state === 'running';
      const isOver = now.state === 'complete' || now.state === 'failed';
      if (shown !== isRunning)
        fill(toggle, icon(isRunning ? paths.pause : paths.play), isRunning ? text.pause : text.play);
      shown = isRunning;
      toggle.disabled = isOver;
      step.disabled = isOver;
      state.textContent = words.state[now.state];
      state.dataset.state = now.state;
      place.textContent = `${words.trajectories} ${now.trajectory}${isRunning && now.rate > 0 ? `, ${words.rate(now.rate)}` : ''}`;
      machine.textContent = now.ready ? words.ready(now.ready.machine, now.ready.arithmetic) : '';
    },
  };
}
