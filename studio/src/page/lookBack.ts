/** Earlier pictures of a run, thinned by halves like its series, to be looked at again. */
import type { Picture } from '../engine/protocol.ts';
import { words } from '../words.ts';
import { h } from './element.ts';

export interface LookBack {
  readonly element: HTMLElement;
  /** Whether the latest picture is the one to show. */
  readonly isLive: boolean;
  add(picture: Picture): void;
  /** Forgets all. */
  begin(): void;
}

const most = 120;
const mostBytes = 24e6;
/** Milliseconds on each picture while they are played. */
const pace = 120;
const text = words.picture;

export function lookBack(show: (picture: Picture) => void): LookBack {
  let kept: Picture[] = [];
  let [stride, skipped, place] = [1, 0, 0];
  let live = true;
  let timer: ReturnType<typeof setInterval> | undefined;
  const at = h('output', { for: 'look-back' });
  const range = h('input', {
    ...{ type: 'range', id: 'look-back', min: 0, max: 0, step: 1, value: 0 },
    oninput: () => {
      stop();
      go(Number(range.value));
    },
  });
  const play = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-pressed': 'false',
      onclick: () => (timer === undefined ? start() : stop()),
    },
    text.playBack,
  );
  const element = h(
    'div',
    { class: 'control', hidden: true, title: text.lookBackHint },
    h('label', { for: 'look-back' }, text.lookBack),
    range,
    at,
    play,
  );
  const go = (next: number) => {
    place = next;
    live = next >= kept.length - 1;
    shownPlace();
    show(kept[next]);
  };
  const shownPlace = () => {
    range.max = String(kept.length - 1);
    range.value = String(place);
    at.textContent = live ? text.now : String(kept[place]?.trajectory ?? '');
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    play.setAttribute('aria-pressed', 'false');
  };
  const start = () => {
    play.setAttribute('aria-pressed', 'true');
    go(0);
    timer = setInterval(() => {
      if (live || kept.length === 0) stop();
      else go(place + 1);
    }, pace);
  };
  return {
    element,
    get isLive() {
      return live;
    },
    add(picture) {
      if (++skipped < stride) return;
      skipped = 0;
      // What belongs to links is large, and is shown of the latest alone.
      const { links: _, ...alone } = picture;
      kept.push(alone);
      if (kept.length >= Math.min(most, Math.max(8, mostBytes / picture.values.byteLength))) {
        kept = kept.filter((_picture, k) => k % 2 === 0);
        place = Math.floor(place / 2);
        stride *= 2;
      }
      if (live) place = kept.length - 1;
      element.hidden = kept.length < 3;
      shownPlace();
    },
    begin() {
      stop();
      [kept, stride, skipped, place, live] = [[], 1, 0, 0, true];
      element.hidden = true;
    },
  };
}
