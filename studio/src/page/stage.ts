/** The picture of the field with its controls. */
import { type Look, ofLinks, type Picture, type Quantity, type Ready } from '../engine/protocol.ts';
import { fieldOnScreen } from '../view/fieldOnScreen.ts';
import { type FieldView, planeView } from '../view/plane.ts';
import { type VolumeView, volumeView } from '../view/volume.ts';
import { words } from '../words.ts';
import { fill, h } from './element.ts';
import { linkHistogram } from './linkHistogram.ts';
import { lookBack } from './lookBack.ts';
import { axisNames, placesOf, strongestCut } from './places.ts';
import { canvasAsSvg, csvOf, saveCanvas } from './save.ts';
import { saveButtons } from './saves.ts';
import { type Choice, segments } from './segments.ts';

export interface Stage {
  readonly element: HTMLElement;
  begin(ready: Ready, look: Look): void;
  show(picture: Picture): void;
  restyle(): void;
}

export interface StageOptions {
  /** Somebody wants to see something else. */
  look(look: Look): void;
  /** The last picture is taken over, and another may come. */
  drawn(): void;
  /** Something is on the screen. */
  painted?(): void;
}

type Mode = 'volume' | 'surface' | 'slice';
const text = words.picture;
/** Seconds on each slice while they are played, and milliseconds on each time of the flow. */
const [sliceTime, flowPace] = [0.4, 150];

/** What pictures that can stand for each other have in common. */
const kindOf = (look: Look | undefined) => JSON.stringify(look);

export function stage(options: StageOptions): Stage {
  const field = fieldOnScreen();
  const frame = h('div', { class: 'frame' });
  const caption = h('figcaption');
  const histogram = linkHistogram();
  const quantityBox = h('div');
  const directionBox = h('div');
  const modeBox = h('div');
  const sliceBox = h('div', { class: 'control' });
  let look: Look = { quantity: 'energyDensity', flow: 0 };
  let shown: Picture | undefined;
  let mode: Mode = 'volume';
  let cut: number[] = [0, 0];
  let [playing, sliceFor, free] = [false, 0, 0];
  let view: FieldView | VolumeView | undefined;
  let viewOf = '';
  let [stale, last] = [false, performance.now()];
  let canSmooth = true;
  let isFlowing = false;
  let flowTimer: ReturnType<typeof setTimeout> | undefined;
  let dimension = 0;

  const flow = h('input', {
    ...{ type: 'range', min: 0, max: 3, step: 0.25, id: 'smoothing' },
    oninput: () => {
      flowTo(Number(flow.value), false);
    },
  });
  const flowShown = h('output', { for: 'smoothing' });
  /** From no smoothing to the most, a step for each picture. */
  const playFlow = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-pressed': 'false',
      onclick: () => flowTo(isFlowing ? look.flow : 0, !isFlowing),
    },
    text.playFlow,
  );
  const flowTo = (time: number, goesOn: boolean) => {
    isFlowing = goesOn;
    playFlow.setAttribute('aria-pressed', String(goesOn));
    look = { ...look, flow: time };
    flow.value = String(time);
    flowShown.textContent = flow.value;
    options.look(look);
  };
  const smoothing = h(
    'div',
    { class: 'control', title: text.smoothingHint },
    h('label', { for: 'smoothing' }, text.smoothing),
    flow,
    flowShown,
    playFlow,
  );
  const saves = saveButtons({
    name: () => `${shown?.look.quantity}-${shown?.trajectory}`,
    svg: () => view && canvasAsSvg(view.canvas, caption.textContent ?? ''),
    png: name => view && saveCanvas(name, view.canvas),
    csv: () => shown && csvOf([...axisNames(shown.extents.length), shown.look.quantity], rowsOf(shown)),
  });
  /** Numbers of links: of all directions, or of one. */
  const offerDirections = () => {
    directionBox.hidden = !ofLinks.includes(look.quantity);
    const choices = ['', ...axisNames(dimension)].map((value, k) => ({
      value: String(k - 1),
      label: value || text.allDirections,
    }));
    fill(
      directionBox,
      segments(text.direction, choices, String(look.direction ?? -1), chosen => {
        const { direction: _, ...rest } = look;
        look = chosen === '-1' ? rest : { ...rest, direction: Number(chosen) };
        options.look(look);
      }),
    );
  };

  const setMode = (next: Mode) => {
    mode = next;
    stale = true;
    drawSliceControl();
  };
  const hasVolume = () => field.extents.length >= 3;
  const drawSliceControl = () => {
    const { extents } = field;
    const axes = ['x', 'y', 'z', 't'].slice(0, extents.length);
    const isVolume = hasVolume() && mode !== 'slice';
    const open = axes.map((letter, d) => ({ letter, d })).filter(({ d }) => d >= (isVolume ? 3 : 2));
    fill(
      sliceBox,
      open.map(({ letter, d }) => {
        const id = `slice-${letter}`;
        const shownAt = h('output', { for: id }, String(cut[d - 2] ?? 0));
        const range = h('input', {
          ...{ type: 'range', min: 0, max: extents[d] - 1, step: 1, id, value: cut[d - 2] ?? 0 },
          oninput: () => {
            cut = cut.with(d - 2, Number(range.value));
            shownAt.textContent = range.value;
            stale = true;
          },
        });
        return h(
          'div',
          { class: 'control' },
          h('label', { for: id }, letter === 't' ? text.slice : letter),
          range,
          shownAt,
        );
      }),
      open.length > 0
        ? h(
            'button',
            {
              ...{ type: 'button', class: 'quiet', 'aria-pressed': String(playing) },
              onclick: event => {
                playing = !playing;
                (event.currentTarget as HTMLElement).setAttribute('aria-pressed', String(playing));
              },
            },
            text.playSlices,
          )
        : undefined,
    );
  };
  const ensureView = () => {
    const wantsVolume = hasVolume() && mode !== 'slice';
    const name = wantsVolume ? 'volume' : 'plane';
    if (viewOf === name) return;
    view?.dispose();
    try {
      view = wantsVolume ? turning(volumeView()) : planeView();
    } catch {
      view = planeView();
      mode = 'slice';
      caption.textContent = text.noWebgl;
    }
    viewOf = name;
    view.canvas.tabIndex = 0;
    view.canvas.setAttribute('role', 'img');
    fill(frame, view.canvas);
  };
  const tick = () => {
    requestAnimationFrame(tick);
    const now = performance.now();
    if (field.values.length === 0 || document.hidden || now < free) return;
    const seconds = Math.min((now - last) / 1000, 0.3);
    last = now;
    if (playing) sliceFor += seconds;
    if (sliceFor > sliceTime) {
      sliceFor = 0;
      const d = hasVolume() && mode !== 'slice' ? 1 : field.extents.length - 3;
      cut = cut.with(d, ((cut[d] ?? 0) + 1) % (field.extents[d + 2] ?? 1));
      stale = true;
      drawSliceControl();
    }
    ensureView();
    const isTurned = view !== undefined && 'isTurned' in view && view.isTurned;
    if (!field.advance(seconds) && !stale && !isTurned) return;
    stale = false;
    if (view && 'mode' in view && mode !== 'slice') view.mode = mode;
    view?.draw(field, cut);
    options.painted?.();
    const end = performance.now();
    // At most a third of the time, however slow the machine.
    free = end + 2 * (end - now);
  };
  requestAnimationFrame(tick);

  const display = (picture: Picture) => {
    const isNew = picture.extents.join() !== field.extents.join();
    shown = picture;
    field.show(picture);
    histogram.show(picture);
    if (isNew) {
      cut = strongestCut(picture);
      drawSliceControl();
    }
    const { quantity, flow: time } = picture.look;
    const isSmoothed = canSmooth && !ofLinks.includes(quantity);
    const size = Math.abs(picture.total);
    const total = `${text.total[quantity]} = ${size > 0 && size < 1 ? picture.total.toPrecision(2) : picture.total.toFixed(2)}`;
    caption.textContent = `${text.quantities[quantity]}, ${text.caption(isSmoothed ? time : undefined, picture.trajectory)}. ${total}`;
    caption.title = `${text.explain[quantity]} ${text.blend}`;
    view?.canvas.setAttribute('aria-label', text.canvas(caption.textContent));
  };
  const earlier = lookBack(display);

  const element = h(
    'section',
    { class: 'stage', id: 'picture', 'aria-label': text.heading },
    h('figure', {}, frame, caption),
    h(
      'div',
      { class: 'controls' },
      quantityBox,
      directionBox,
      smoothing,
      modeBox,
      sliceBox,
      earlier.element,
      h('div', { class: 'row' }, h('span', { class: 'soft small' }, words.save.heading), saves),
    ),
    histogram.element,
  );
  return {
    element,
    begin({ quantities, extents, hasFlow }, wish) {
      look = quantities.includes(wish.quantity) ? wish : { ...wish, quantity: quantities[0] };
      canSmooth = hasFlow;
      dimension = extents.length;
      flow.value = String(look.flow);
      flowShown.textContent = flow.value;
      const choose = (quantity: Quantity) => {
        look = { ...look, quantity };
        adapt();
        options.look(look);
      };
      const adapt = () => {
        smoothing.hidden = !hasFlow || ofLinks.includes(look.quantity);
        offerDirections();
      };
      adapt();
      const choices = quantities.map((value): Choice<Quantity> => ({ value, label: text.quantities[value] }));
      fill(quantityBox, segments(text.quantity, choices, look.quantity, choose));
      const modes = (['volume', 'surface', 'slice'] as const).map(value => ({ value, label: text.modes[value] }));
      fill(modeBox, extents.length >= 3 ? segments(text.mode, modes, mode, setMode) : undefined);
      cut = [0, 0];
      isFlowing = false;
      playFlow.setAttribute('aria-pressed', 'false');
      earlier.begin();
      if (look !== wish) options.look(look);
    },
    show(picture) {
      if (kindOf(picture.look) !== kindOf(shown?.look)) earlier.begin();
      earlier.add(picture);
      if (earlier.isLive) display(picture);
      if (isFlowing && picture.look.flow === look.flow && flowTimer === undefined) {
        const next = look.flow + Number(flow.step);
        flowTimer = setTimeout(() => {
          flowTimer = undefined;
          if (isFlowing) flowTo(Math.min(next, Number(flow.max)), next < Number(flow.max));
        }, flowPace);
      }
      options.drawn();
    },
    restyle() {
      stale = true;
    },
  };
}

/** Dragging, arrow keys and the wheel turn the box. */
function turning(view: VolumeView): VolumeView {
  const { canvas } = view;
  let held: { x: number; y: number } | undefined;
  canvas.addEventListener('pointerdown', event => {
    held = { x: event.clientX, y: event.clientY };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', event => {
    if (!held) return;
    view.turn((event.clientX - held.x) / 160, (event.clientY - held.y) / 160);
    held = { x: event.clientX, y: event.clientY };
  });
  canvas.addEventListener('pointerup', () => {
    held = undefined;
  });
  canvas.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey && !event.shiftKey) return;
      event.preventDefault();
      view.zoom(event.deltaY > 0 ? 1.08 : 1 / 1.08);
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', event => {
    const turns: Record<string, [number, number]> = {
      ...{ ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, 0.15], ArrowDown: [0, -0.15] },
    };
    if (event.key === '+' || event.key === '-') view.zoom(event.key === '+' ? 0.92 : 1.08);
    else if (turns[event.key]) view.turn(...turns[event.key]);
    else return;
    event.preventDefault();
  });
  return view;
}

function* rowsOf({ extents, values }: Picture): Iterable<number[]> {
  const places = placesOf(extents);
  for (let site = 0; site < values.length; site++) yield [...places.map(column => column[site]), values[site]];
}
