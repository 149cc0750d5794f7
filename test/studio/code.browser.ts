/** The code panel: programs run in their sandbox, are shown with their kernels, and reach nothing outside. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../../studio/src/page/address.ts';
import { words } from '../../studio/src/words.ts';
import { hasBrowser, newPage, openStudio, type Studio, type WatchedPage } from './studioInBrowser.ts';
import { seriousFaults } from './visit.ts';

const text = words.code;

describe.skipIf(!hasBrowser)('the code panel', () => {
  let studio: Studio;
  let watched: WatchedPage;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  const open = async (program?: string, options = {}) => {
    watched = await newPage(studio, options);
    await watched.page.goto(`${studio.address}${program === undefined ? '#code' : await fragmentOf(program, 'code')}`);
    await watched.page.waitForSelector('#run-program');
    return watched.page;
  };
  const ended = async (page: Page) => {
    await page.click('#run-program');
    await page.waitForFunction(() => /Done|Stopped/.test(document.querySelector('.code-panel .state')!.textContent!));
    return (await page.textContent('.output'))!.split('\n');
  };
  const close = async () => {
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  };

  test('every sample runs; kernels stand beside their adjoints; curves are drawn', async () => {
    const page = await open();
    for (const name of Object.keys(text.sampleNames)) {
      await page.selectOption('#sample', name);
      expect((await ended(page)).length).toBeGreaterThan(1);
      expect(await page.textContent('.code-panel .state')).toContain('Done');
      if (name === 'siteFunction') {
        const [kernel, adjoint] = await page.locator('.kernel pre').allTextContents();
        expect(kernel).toContain('phi[0] at x+(1,0)');
        expect(adjoint).toContain('d_out[0] at x+(-1,0)');
      }
      if (name === 'ownAction') expect(await page.locator('.code-panel .figures canvas').count()).toBe(2);
    }
    expect(await seriousFaults(page)).toEqual([]);
    await close();
  });

  test('an error is shown at its line, whether it is read or run', async () => {
    const programs: [program: string, line: number, sentence: string][] = [
      ["import { Latice } from 'cask-lqcd';\nnew Latice([4]);\n", 1, 'Did you mean Lattice?'],
      ["import { Lattice } from 'cask-lqcd';\n\nconst small = [4, 5, 1.5];\nnew Lattice(small);\n", 4, '1.5'],
      ['const a: number = 1;\nconst b = a +;\n', 2, 'no TypeScript'],
      ['setTimeout(() => {\n  throw new Error("late");\n});\nawait new Promise(r => setTimeout(r, 500));', 2, 'late'],
    ];
    const page = await open();
    for (const [program, line, sentence] of programs) {
      await page.getByLabel(text.editor).fill(program);
      await ended(page);
      await page.locator('.code-panel .problems', { hasText: sentence }).waitFor();
      expect(await page.textContent('.code-panel .problems button')).toBe(words.form.line(line));
      expect(await page.locator('.code-panel .gutter .wrong').textContent()).toBe(String(line));
    }
    await close();
  });

  test('a program reaches neither the network nor what the page keeps', async () => {
    const page = await open(`
const here = ${JSON.stringify(studio.address)};
const attempts = {
  fetch: () => fetch(here),
  socket: () => new Promise((resolve, reject) => {
    const socket = new WebSocket(here.replace('http', 'ws'));
    [socket.onopen, socket.onerror] = [resolve, reject];
  }),
  script: () => importScripts(here + 'program.js'),
  module: () => import(here + 'program' + '.js'),
  database: () => indexedDB.open('any'),
  caches: () => caches.keys(),
  worker: () => new Promise((resolve, reject) => {
    const worker = new Worker(here + 'program.js');
    [worker.onmessage, worker.onerror] = [resolve, reject];
    setTimeout(resolve, 2000);
  }),
};
for (const [name, attempt] of Object.entries(attempts)) {
  try { await attempt(); console.log(name, 'reached'); } catch { console.log(name, 'refused'); }
}
console.log('origin', self.origin);
`);
    const refusals = ['fetch', 'socket', 'script', 'module', 'database', 'caches', 'worker'].map(
      name => `${name} refused`,
    );
    expect(await ended(page)).toEqual([...refusals, 'origin null']);
    // The browser says what it refused, and nothing else went wrong.
    expect(watched.complaints.filter(complaint => !/Content Security Policy|violates/.test(complaint))).toEqual([]);
    await watched.context.close();
  });

  test('a program without an end is stopped, and the next one runs; a shared one is there again', async () => {
    const page = await open('for (;;) {}\n');
    await page.click('#run-program');
    await page.locator('.code-panel .state', { hasText: text.states.running }).waitFor();
    await page.getByRole('button', { name: text.stop }).click();
    expect(await page.locator('iframe').count()).toBe(0);
    const next = "console.log('twice', 2 * 21);\n";
    await page.getByLabel(text.editor).fill(next);
    expect(await ended(page)).toEqual(['twice 42']);
    const before = await page.evaluate(() => location.hash);
    await page.getByRole('button', { name: words.share }).click();
    await page.waitForFunction(hash => location.hash.startsWith('#code=') && location.hash !== hash, before);
    await page.reload();
    await page.waitForSelector('#run-program');
    expect(await page.getByLabel(text.editor).inputValue()).toBe(next);
    await close();
  });

  test('it fits 390 pixels in the dark', async () => {
    const page = await open(undefined, { width: 390, dark: true });
    await ended(page);
    await page.waitForSelector('.kernel pre');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFaults(page)).toEqual([]);
    if (process.env.CASK_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.CASK_SCREENSHOTS}/code.png`, fullPage: true });
    await close();
  });
});
