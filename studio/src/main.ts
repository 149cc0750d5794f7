/** The studio: what the address asks for is shown. */
import type { CodePanel } from './code/panel.ts';
import { desk as openDesk } from './desk/desk.ts';
import { textOf } from './page/address.ts';
import { fill, h, icon } from './page/element.ts';
import { laboratory } from './page/laboratory.ts';
import { presets } from './presets/index.ts';
import { isServed } from './runs/served.ts';
import { words } from './words.ts';
import './style.css';

const desk = openDesk();
const lab = laboratory(desk);
const main = h('main', { id: 'main' });
const notice = h('p', { class: 'notice', role: 'status' });
const links = {
  laboratory: '#laboratory',
  experiments: '#experiments',
  code: '#code',
  ...(isServed() ? { runs: '#runs' } : {}),
} as const;
type PageName = 'laboratory' | 'experiments' | 'code' | 'runs';
const navigation = h(
  'nav',
  { 'aria-label': words.name },
  Object.entries(links).map(([name, href]) => h('a', { href, 'data-page': name }, words.nav[name as PageName])),
);

const say = (sentence: string) => {
  notice.textContent = sentence;
  setTimeout(() => {
    if (notice.textContent === sentence) notice.textContent = '';
  }, 4000);
};

async function share(): Promise<void> {
  const address = await shareShown();
  try {
    await navigator.clipboard.writeText(address);
    say(words.shared);
  } catch {
    say(words.shareFailed);
  }
}

/** Light and dark by the reader's system until the button is pressed. */
function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  restyle();
}

let leave = () => {};
let restyle = () => lab.restyle();
let shareShown = () => lab.share();
let code: CodePanel | undefined;

/** Shows a page that stands beside the laboratory. */
function beside(page: HTMLElement): void {
  fill(main, page);
  main.querySelector('h1')?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function showExperiments(name: string | undefined): Promise<void> {
  const learn = await import('./learn/experiments.ts');
  leave = learn.leave;
  beside(learn.experiments(name));
}

async function showCode(): Promise<void> {
  const { codePanel } = await import('./code/panel.ts');
  code ??= codePanel();
  try {
    code.open(await textOf(location.hash, 'code'));
  } catch (error) {
    say((error as Error).message);
  }
  leave = code.leave;
  restyle = code.restyle;
  shareShown = code.share;
  beside(code.element);
}

async function showRuns(id: string | undefined): Promise<void> {
  const { failedView, runView } = await import('./runs/runView.ts');
  try {
    if (id === undefined) {
      const { runList } = await import('./runs/runList.ts');
      beside(await runList(desk));
      return;
    }
    const view = await runView(desk, id);
    leave = view.leave;
    restyle = view.restyle;
    beside(view.element);
  } catch (error) {
    beside(failedView(error));
  }
}

async function showLaboratory(): Promise<void> {
  restyle = () => lab.restyle();
  fill(main, lab.element);
  let text: string | undefined;
  try {
    text = await textOf(location.hash);
  } catch (error) {
    say((error as Error).message);
  }
  if (text !== undefined) lab.start(text, { look: presets[0].look, perSecond: null });
  else if (!lab.isRunning) lab.start(presets[0].text, presets[0]);
}

function pageNamed(name: string): PageName {
  if (name === 'code' || name.startsWith('code=')) return 'code';
  return name === 'experiments' || (name === 'runs' && isServed()) ? name : 'laboratory';
}

async function show(): Promise<void> {
  const [first, second] = location.hash.slice(1).split('/');
  const page = pageNamed(first);
  for (const link of navigation.querySelectorAll('a')) {
    if (link.dataset.page === page) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  leave();
  leave = () => {};
  shareShown = () => lab.share();
  // The desk analyses one run at a time: what the laboratory has made ends where another page needs it.
  if (page === 'runs') lab.end();
  if (page !== 'laboratory') lab.rest();
  if (page === 'experiments') return showExperiments(second);
  if (page === 'code') return showCode();
  return page === 'runs' ? showRuns(second) : showLaboratory();
}

fill(
  document.querySelector('#studio')!,
  h(
    'a',
    {
      class: 'skip',
      href: '#picture',
      onclick: event => {
        event.preventDefault();
        document.querySelector<HTMLElement>('#picture canvas')?.focus();
      },
    },
    words.skip,
  ),
  h(
    'header',
    {},
    h('a', { class: 'brand', href: '#laboratory' }, words.name),
    navigation,
    h(
      'div',
      { class: 'tools' },
      notice,
      h('button', { type: 'button', class: 'plain', onclick: () => void share() }, words.share),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': words.theme, title: words.theme, onclick: turnTheme },
        icon('M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13'),
      ),
    ),
  ),
  main,
);
addEventListener('hashchange', () => void show());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => restyle());
void show();
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('./serviceWorker.js'));
}
