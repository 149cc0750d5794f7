// Memory of the studio while it samples: `node bench/studioMemory.ts [minutes] [preset]`, U(1) of the gallery at its own pace, in a
// Chromium of this machine. Resident memory of the page with its workers, of Linux, from /proc, and the heap of its own thread.
import { readFileSync } from 'node:fs';
import { newPage, openStudio, type Studio } from '../test/studio/studioInBrowser.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';

interface Measured {
  readonly memory: { readonly usedJSHeapSize: number };
}

const minutes = Number(process.argv[2] ?? 10);
const preset = process.argv[3] ?? 'u1';
const looksPerMinute = 4;

/** Megabytes of the largest renderer; others are spare. */
async function resident({ browser }: Studio): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))![1]));
  return Math.max(...sizes) / 1024;
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

console.log(hostDescription());
const studio = await openStudio();
try {
  const { page } = await newPage(studio);
  await page.goto(studio.address);
  await page.click(`[data-preset=${preset}]`);
  const begun = performance.now();
  const rows: string[][] = [];
  for (let look = 0; look <= minutes * looksPerMinute; look++) {
    await pause(Math.max(0, begun + (look * 60_000) / looksPerMinute - performance.now()));
    const standing = await page.textContent('.standing .number');
    const heap = await page.evaluate(() => (performance as unknown as Measured).memory.usedJSHeapSize);
    rows.push([
      (look / looksPerMinute).toFixed(2),
      standing ?? '',
      (await resident(studio)).toFixed(0),
      (heap / 2 ** 20).toFixed(1),
    ]);
    console.log(rows.at(-1)!.join(' | '));
  }
  console.log(markdown(['minutes', 'where', 'resident, MB', 'heap of the page, MB'], rows));
} finally {
  await studio.close();
}
