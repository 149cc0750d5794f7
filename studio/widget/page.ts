/** The laboratory alone, as a page inside a cell of a notebook. */
import { desk } from '../src/desk/desk.ts';
import { laboratory } from '../src/page/laboratory.ts';
import { presets } from '../src/presets/index.ts';
import type { FromCell, ToCell } from './protocol.ts';
import '../src/style.css';

const say = (message: FromCell) => parent.postMessage(message, '*');
const lab = laboratory(desk(), {
  // Whole logs are long: they are handed over where the run rests.
  rested: ({ lines }) => say({ kind: 'log', text: lines.map(line => `${line}\n`).join('') }),
});
const main = document.createElement('main');
main.append(lab.element);
document.body.append(main);
addEventListener('message', ({ source, data }: MessageEvent<ToCell>) => {
  if (source === parent && data.kind === 'run') lab.start(data.text || presets[0].text, data.text ? {} : presets[0]);
});
say({ kind: 'ready' });
