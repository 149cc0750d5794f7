// The studio in a Chromium of this machine: `node bench/studio.ts`. First picture, pictures a second, sweeps a second, and
// seconds of processors, which other programs on the machine do not lengthen: of Linux, from /proc.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { carriedOut, schedule, su2Heatbath, u1Heatbath } from '../test/studio/runs.fixture.ts';
import { newPage, openStudio, type Studio } from '../test/studio/studioInBrowser.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';

const rounds = 2;
const [warmMilliseconds, watchedMilliseconds] = [3000, 5000];

/** Counts on the page: when pictures of the field were drawn, and the last trajectory heard of. */
function counting(): void {
  const page = globalThis as unknown as Counted;
  [page.drawn, page.made] = [[], 0];
  const counted = (prototype: object, name: string) => {
    const methods = prototype as Record<string, (...values: unknown[]) => unknown>;
    const draw = methods[name];
    methods[name] = function (...values: unknown[]) {
      const result = draw.apply(this, values);
      page.drawn.push(performance.now());
      return result;
    };
  };
  counted(CanvasRenderingContext2D.prototype, 'putImageData');
  counted(WebGL2RenderingContext.prototype, 'drawArrays');
  page.Worker = class extends page.Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      // A run has a worker of its own.
      page.made = 0;
      this.addEventListener('message', ({ data }) => {
        if (data?.kind === 'records') page.made = data.records.at(-1).trajectory;
      });
    }
  };
}

interface Counted {
  drawn: number[];
  made: number;
  Worker: typeof Worker;
}

const counts = (page: Page) =>
  page.evaluate(() => {
    const { drawn, made } = globalThis as unknown as Counted;
    return { at: performance.now(), pictures: drawn.length, made };
  });

/** Seconds of processors so far: of each worker of a page, of the page's own thread, of what draws. */
interface Spent {
  readonly workers: ReadonlyMap<string, number>;
  readonly page: number;
  readonly drawing: number;
}

const ticksPerSecond = 100;

async function spent({ browser }: Studio): Promise<Spent> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const workers = new Map<string, number>();
  let page = 0;
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      const stat = readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8');
      const name = /\((.*)\)/.exec(stat)![1];
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      if (name.startsWith('DedicatedWorker')) workers.set(`${id}/${thread}`, seconds);
      if (thread === String(id)) page += seconds;
    }
  }
  const drawing = processInfo.filter(({ type }) => type === 'GPU').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  return { workers, page, drawing };
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Milliseconds from navigation to the first picture, with nothing kept from an earlier visit. */
async function firstPicture(studio: Studio): Promise<number> {
  const { page, context } = await newPage(studio);
  await page.addInitScript(counting);
  await page.goto(studio.address);
  await page.waitForFunction(() => (globalThis as unknown as Counted).drawn.length > 0);
  const at = await page.evaluate(() => (globalThis as unknown as Counted).drawn[0]);
  await context.close();
  return at;
}

interface Watched {
  /** A second. */
  readonly pictures: number;
  readonly trajectories: number;
  /** A second of the worker that samples. */
  readonly perWorkerSecond: number;
  /** Milliseconds of processors for each picture: of the page's thread and of what draws. */
  readonly perPicture: number;
}

/** Pictures and trajectories a second of a preset or a run file, at its own pace or as fast as it goes. */
async function watched(
  studio: Studio,
  { preset, text }: { preset?: string; text?: string },
  mode: string | undefined,
  isFastest: boolean,
): Promise<Watched> {
  const { page, context } = await newPage(studio);
  await page.addInitScript(counting);
  await page.goto(studio.address);
  await page.waitForSelector('#picture canvas');
  if (preset) await page.click(`[data-preset=${preset}]`);
  if (text) {
    await page.getByRole('radio', { name: 'Run file' }).check({ force: true });
    await page.locator('textarea').fill(text);
    await page.getByRole('button', { name: 'Run this' }).click();
  }
  await page.selectOption('#speed', isFastest ? '' : await page.inputValue('#speed'));
  if (mode) await page.getByRole('radio', { name: mode }).check({ force: true });
  await page.waitForFunction(() => (globalThis as unknown as Counted).made > 0);
  await pause(warmMilliseconds);
  const [before, spentBefore] = [await counts(page), await spent(studio)];
  await pause(watchedMilliseconds);
  const [after, spentAfter] = [await counts(page), await spent(studio)];
  await context.close();
  const seconds = (after.at - before.at) / 1000;
  const [pictures, made] = [after.pictures - before.pictures, after.made - before.made];
  // The other worker analyses.
  const sampling = [...spentAfter.workers].map(([thread, time]) => time - (spentBefore.workers.get(thread) ?? 0));
  const drawing = spentAfter.page - spentBefore.page + spentAfter.drawing - spentBefore.drawing;
  return {
    pictures: pictures / seconds,
    trajectories: made / seconds,
    perWorkerSecond: made / Math.max(...sampling),
    perPicture: (1000 * drawing) / pictures,
  };
}

/** Trajectories a second of processors of `cask run --machine wasm128`, without its start: two lengths. */
function ofCommand(text: string, trajectories: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'cask-studio-bench-'));
  const [short, long] = [1, 3].map(times => carriedOut(folder, text + schedule(times * trajectories)).seconds);
  rmSync(folder, { recursive: true });
  return (2 * trajectories) / (long - short);
}

const long = schedule(1_000_000);
const range = (values: readonly number[], digits: number) =>
  `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;

console.log(`${hostDescription()}; ${rounds} rounds, least to most`);
const studio = await openStudio();
try {
  const first: number[] = [];
  for (let round = 0; round < rounds; round++) first.push(await firstPicture(studio));
  console.log(`first picture after navigation, ms: ${range(first, 0)}\n`);
  const rows: string[][] = [];
  const cases = [
    { title: 'U(1) 64², preset', preset: 'u1' },
    { title: 'SU(2) 12⁴, preset, cloud', preset: 'su2Vacuum' },
    { title: 'SU(2) 12⁴, preset, plane', preset: 'su2Vacuum', mode: 'Plane' },
    { title: 'U(1) 64², fastest', text: u1Heatbath + long, command: [u1Heatbath, 3000] },
    { title: 'SU(2) 8⁴, fastest, cloud', text: su2Heatbath + long, command: [su2Heatbath, 200] },
    { title: 'SU(2) 8⁴, fastest, plane', text: su2Heatbath + long, mode: 'Plane', command: [su2Heatbath, 200] },
  ] as const;
  for (const { title, ...how } of cases) {
    const seen: Watched[] = [];
    const commands: number[] = [];
    for (let round = 0; round < rounds; round++) {
      seen.push(await watched(studio, how, 'mode' in how ? how.mode : undefined, 'command' in how));
      if ('command' in how) commands.push(ofCommand(...(how.command as [string, number])));
    }
    const shares = commands.map((command, round) => (100 * seen[round].perWorkerSecond) / command);
    rows.push([
      title,
      range(
        seen.map(({ pictures }) => pictures),
        0,
      ),
      range(
        seen.map(({ perPicture }) => perPicture),
        1,
      ),
      range(
        seen.map(({ trajectories }) => trajectories),
        seen[0].trajectories > 20 ? 0 : 1,
      ),
      ...(commands.length > 0
        ? [
            range(
              seen.map(({ perWorkerSecond }) => perWorkerSecond),
              0,
            ),
            range(commands, 0),
            range(shares, 0),
          ]
        : ['', '', '']),
    ]);
    console.log(rows.at(-1)!.join(' | '));
  }
  const heading = ['run', 'pictures/s', 'processor ms a picture', 'sweeps/s'];
  const ofProcessors = ['sweeps a processor second, page', 'the same, cask run', 'share, %'];
  console.log(markdown([...heading, ...ofProcessors], rows));
} finally {
  await studio.close();
}
