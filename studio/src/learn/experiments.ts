/** The guided experiments: a list, and one at a time with its prediction first. */
import { fragmentOf } from '../page/address.ts';
import { fill, h } from '../page/element.ts';
import { saveButtons } from '../page/saves.ts';
import { fieldOnScreen } from '../view/fieldOnScreen.ts';
import type { DrawnPlot } from '../view/plot.ts';
import { words } from '../words.ts';
import { fieldPicture } from './fieldPicture.ts';
import { formula } from './formula.ts';
import { type FromStudy, type Progress, type StudyName, studyNames } from './protocol.ts';
import { laboratoryRuns } from './texts.ts';

const text = words.experiments;
let worker: Worker | undefined;

/** Ends what is being computed. */
export function leave(): void {
  worker?.terminate();
  worker = undefined;
}

export function experiments(name: string | undefined): HTMLElement {
  leave();
  const found = studyNames.find(study => study === name);
  return found ? experiment(found) : list();
}

function list(): HTMLElement {
  return h(
    'div',
    { class: 'experiments' },
    h('h1', { tabindex: '-1' }, text.heading),
    h('p', { class: 'lead' }, text.lead),
    h(
      'ol',
      { class: 'experiment-list' },
      studyNames.map(name => {
        const { title, question, minutes } = text.experiments[name];
        return h(
          'li',
          {},
          h('a', { class: 'card', href: `#experiments/${name}` }, [
            h('strong', {}, title),
            h('span', {}, question),
            h('span', { class: 'soft small' }, minutes),
          ]),
        );
      }),
    ),
  );
}

function experiment(name: StudyName): HTMLElement {
  const { title, setting, question, choices, answer, reveal, facts: factNames } = text.experiments[name];
  let predicted: number | undefined;
  let picture: ReturnType<typeof fieldPicture> | undefined;
  let drawn: DrawnPlot | undefined;
  const drawing = h('div', { class: 'drawing' });
  const saves = saveButtons({ name: () => `experiment-${name}`, svg: () => drawn?.file, csv: () => drawn?.csv });
  const figure = h('div', { hidden: true }, drawing, saves);
  const pictureBox = h('div', { class: 'frame', hidden: true });
  const facts = h('ul', { class: 'facts', 'aria-live': 'polite' });
  const bar = h('progress', { max: 1, value: 0, 'aria-label': text.running });
  const seen = h(
    'section',
    { class: 'seen', hidden: true, 'aria-label': text.seen },
    h('h2', {}, text.seen),
    bar,
    h('div', { class: 'seen-parts' }, pictureBox, figure),
    facts,
  );
  const verdict = h('section', { class: 'verdict', hidden: true, tabindex: '-1' });
  const hint = h('p', { class: 'soft small' }, text.choose);
  const button = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => begin() }, text.run);

  const show = ({ done, figure: plotted, facts: found, picture: field }: Progress) => {
    bar.value = done;
    // Markup of the worker, made of numbers and of words of this program.
    if (plotted) {
      drawn = plotted;
      drawing.innerHTML = plotted.svg;
      figure.hidden = false;
    }
    if (found) {
      fill(
        facts,
        found.map(({ name: key, value }) =>
          h('li', {}, factNames[key] === '' ? undefined : h('span', {}, factNames[key] ?? key), h('strong', {}, value)),
        ),
      );
    }
    if (field) {
      picture ??= fieldPicture(fieldOnScreen());
      if (pictureBox.hidden) fill(pictureBox, picture.canvas);
      pictureBox.hidden = false;
      picture.show(field);
    }
  };
  const end = () => {
    button.disabled = false;
    button.textContent = text.again;
    bar.hidden = true;
    const isRight = predicted === answer;
    const following = studyNames[studyNames.indexOf(name) + 1];
    fill(
      verdict,
      h('h2', {}, isRight ? text.right : text.wrong(choices[answer])),
      h('h3', {}, text.why),
      formula(text.experiments[name].formula),
      reveal.map(paragraph => h('p', {}, paragraph)),
      h(
        'p',
        { class: 'row' },
        following ? h('a', { class: 'primary button', href: `#experiments/${following}` }, text.next) : undefined,
        h('button', { type: 'button', class: 'plain', onclick: () => void openRun(name) }, text.laboratory),
        h('a', { href: '#experiments' }, text.all),
      ),
    );
    verdict.hidden = false;
    verdict.focus({ preventScroll: true });
  };
  const begin = () => {
    leave();
    button.disabled = true;
    button.textContent = text.running;
    hint.hidden = true;
    verdict.hidden = true;
    seen.hidden = false;
    bar.hidden = false;
    bar.value = 0;
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const failed = (sentence: string) => {
      button.disabled = false;
      button.textContent = text.again;
      fill(facts, h('li', { class: 'wrong-box' }, sentence));
    };
    worker.onmessage = ({ data }: MessageEvent<FromStudy>) => {
      if (data.kind === 'progress') show(data.progress);
      else if (data.kind === 'end') end();
      else failed(data.sentence);
    };
    worker.onerror = event => {
      event.preventDefault();
      failed(text.stopped);
    };
    worker.postMessage(name);
  };
  return h(
    'article',
    { class: 'experiment' },
    h('p', { class: 'small' }, h('a', { href: '#experiments' }, text.all)),
    h('h1', { tabindex: '-1' }, title),
    setting.map(paragraph => h('p', {}, paragraph)),
    h(
      'fieldset',
      { class: 'prediction' },
      h('legend', {}, question),
      choices.map((choice, k) =>
        h(
          'label',
          {},
          h('input', {
            ...{ type: 'radio', name: 'prediction', value: k },
            onchange: () => {
              predicted = k;
              button.disabled = false;
              hint.hidden = true;
            },
          }),
          h('span', {}, choice),
        ),
      ),
      h('div', { class: 'row' }, button, hint),
    ),
    seen,
    verdict,
  );
}

async function openRun(name: StudyName): Promise<void> {
  location.hash = await fragmentOf(laboratoryRuns[name]);
}
