/** A walk through the studio: presets, experiments, the form and the editor; by eye and by keyboard. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '../../studio/src/words.ts';
import { hasBrowser, newPage, openStudio, type Studio, type WatchedPage } from './studioInBrowser.ts';
import { experimentIsDone, presetIsSeen, seriousFaults } from './visit.ts';

/** Trajectories on the page. */
const made = async (page: Page) => Number(/trajectory (\d+)/.exec((await page.textContent('.standing')) ?? '')?.[1]);

/** The field as it is drawn. */
const drawing = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLCanvasElement>('#picture canvas')!.toDataURL());

/** What `look` finds when it has found the same for a second, however long the screen takes to get there. */
async function settled<T>(look: () => Promise<T>): Promise<T> {
  for (let [last, since] = [await look(), performance.now()]; ; ) {
    await new Promise(resolve => setTimeout(resolve, 200));
    const now = await look();
    if (now !== last) [last, since] = [now, performance.now()];
    else if (performance.now() - since > 1000) return now;
  }
}

interface Noting {
  /** Addresses of workers begun when the picture was there. */
  late: string[];
  Worker: typeof Worker;
}

function noteLateWorkers(): void {
  const here = globalThis as unknown as Noting;
  here.late = [];
  here.Worker = class extends here.Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      if (document.querySelector('#picture canvas')) here.late.push(new URL(address, location.href).href);
    }
  };
}

describe.skipIf(!hasBrowser)('the studio', () => {
  let studio: Studio;
  let watched: WatchedPage;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  const open = async (fragment = '', options = {}) => {
    watched = await newPage(studio, options);
    await watched.page.goto(studio.address + fragment);
    return watched.page;
  };
  const close = async () => {
    expect(watched.complaints).toEqual([]);
    await watched.context.close();
  };

  // The others are in gallery.browserAll.ts.
  test.each(['u1', 'slhmcCask'] as const)('%s runs, is drawn, and is measured', name => presetIsSeen(studio, name));

  test.each(['gauge', 'errors'] as const)('experiment %s is predicted, seen and explained', name =>
    experimentIsDone(studio, name),
  );

  test('a key changed in the form is a key changed in the file, and a fault is shown at its line', async () => {
    const page = await open();
    await page.fill('#key-action-gauge-beta', '2.5');
    await page.press('#key-action-gauge-beta', 'Enter');
    await page.getByText('β = 2.5').waitFor();
    await page.getByRole('radio', { name: words.form.file }).check({ force: true });
    const file = page.getByLabel(words.form.editor);
    const text = await file.inputValue();
    expect(text).toContain('beta = 2.5');
    await file.fill(text.replace('beta = 2.5', 'beta = "much"'));
    await page.getByText(words.form.problems).waitFor();
    const line = text.split('\n').findIndex(row => row.includes('beta')) + 1;
    await page.getByRole('button', { name: words.form.line(line) }).waitFor();
    expect(await page.getByRole('button', { name: words.form.apply }).isDisabled()).toBe(true);
    await file.fill(text);
    await page.getByRole('button', { name: words.form.apply }).click();
    await page.waitForFunction(() => document.querySelector('.theory')?.textContent?.includes('2.5'));
    await close();
  });

  test('pause holds the chain, step moves it by one, run goes on', async () => {
    const page = await open();
    await page.waitForFunction(() => /trajectory [1-9]/.test(document.querySelector('.standing')?.textContent ?? ''));
    await page.getByRole('button', { name: words.controls.pause }).click();
    await page.locator('.state', { hasText: words.state.paused }).waitFor();
    const before = await settled(() => made(page));
    await page.getByRole('button', { name: words.controls.step, exact: true }).click();
    await page.waitForFunction(
      at => Number(/trajectory (\d+)/.exec(document.querySelector('.standing')?.textContent ?? '')?.[1]) >= at,
      before + 1,
    );
    expect(await settled(() => made(page))).toBe(before + 1);
    await page.getByRole('button', { name: words.controls.play, exact: true }).click();
    await page.waitForFunction(
      at => Number(/trajectory (\d+)/.exec(document.querySelector('.standing')?.textContent ?? '')?.[1]) > at,
      before + 1,
    );
    await close();
  });

  test('flow time plays to its end, earlier pictures come back, and live series and figures are saved', async () => {
    const page = await open();
    await page.waitForSelector('.all-figures .card:not([hidden]) svg');
    await page.locator('#look-back').waitFor();
    await page.getByRole('button', { name: words.controls.pause }).click();
    await page.locator('.state', { hasText: words.state.paused }).waitFor();
    const number = async () => Number(/trajectory (\d+)/.exec((await page.textContent('#picture figcaption'))!)![1]);
    const latest = await settled(number);
    await page.locator('#look-back').fill('0');
    await expect.poll(number).toBeLessThan(latest);
    await page.getByRole('button', { name: words.picture.playBack }).click();
    await expect.poll(number, { timeout: 60_000 }).toBe(latest);
    await page.getByRole('button', { name: words.picture.playFlow }).click();
    await page.getByText('flow time 3 a²').waitFor();
    const saved = async (place: string, kind: 'svg' | 'png' | 'csv') => {
      const button = page.locator(place).getByRole('button', { name: words.save[kind], exact: true });
      const [download] = await Promise.all([page.waitForEvent('download'), button.first().click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`));
      return readFileSync(await download.path(), kind === 'png' ? 'latin1' : 'utf8');
    };
    for (const place of ['.live', '.all-figures .card:not([hidden])', '.stage .controls']) {
      expect(await saved(place, 'svg')).toMatch(/^<svg /);
      expect(await saved(place, 'png')).toMatch(/^.PNG/);
      const lines = (await saved(place, 'csv')).split('\n').filter(line => line !== '' && !line.startsWith('#'));
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines.slice(1)) expect(line.split(',').length).toBe(lines[0].split(',').length);
    }
    await close();
  });

  test('the keyboard alone reaches everything, and turns the box', async () => {
    const page = await open();
    await page.waitForSelector('#picture canvas');
    const reached: string[] = [];
    for (let k = 0; k < 60; k++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(
          () =>
            document.activeElement?.id ||
            document.activeElement?.textContent?.slice(0, 20) ||
            document.activeElement?.tagName ||
            '',
        ),
      );
    }
    for (const wanted of ['toggle', 'speed', 'seed', 'smoothing', words.controls.restart, words.share]) {
      expect(reached).toContain(wanted);
    }
    await page.locator('[data-preset=deconfinement]').press('Enter');
    await page.getByRole('button', { name: words.controls.pause }).waitFor();
    await page.getByText(words.picture.modes.volume, { exact: true }).waitFor();
    await page.getByRole('button', { name: words.controls.pause }).press('Enter');
    await page.locator('.state', { hasText: words.state.paused }).waitFor();
    await page.focus('#picture canvas');
    const before = await settled(() => drawing(page));
    for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => drawing(page), { timeout: 60_000 }).not.toBe(before);
    await close();
  });

  test('the page fits 390 pixels in the dark', async () => {
    const whole = {
      '': '.all-figures .card:not([hidden]) svg',
      '#experiments': 'h1',
      '#experiments/errors': '.prediction input',
    };
    for (const [fragment, there] of Object.entries(whole)) {
      const page = await open(fragment, { width: 390, dark: true });
      await page.waitForSelector(there);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await seriousFaults(page)).toEqual([]);
      await close();
    }
  });

  test('a run that cannot be assembled says why, and another one starts', async () => {
    const page = await open();
    await page.getByRole('radio', { name: words.form.file }).check({ force: true });
    const file = page.getByLabel(words.form.editor);
    // Well formed, yet there is no such file in a browser.
    await file.fill((await file.inputValue()).replace('from = "hot"', 'from = "start.ildg"'));
    await page.getByRole('button', { name: words.form.apply }).click();
    await page.locator('.state', { hasText: words.state.failed }).waitFor();
    expect(await page.textContent('.wrong-box')).toContain('start.ildg');
    await page.click('[data-preset=u1]');
    await page.locator('.state', { hasText: words.state.running }).waitFor();
    await close();
  });

  test('the code before the first picture is at most 400 kB, compressed', async () => {
    watched = await newPage(studio);
    const { page } = watched;
    await page.addInitScript(noteLateWorkers);
    const loaded: Promise<{ address: string; size: number }>[] = [];
    const weigh = (response: Response) => {
      if (!response.url().endsWith('.js') || response.url().endsWith('serviceWorker.js')) return;
      loaded.push(response.body().then(body => ({ address: response.url(), size: gzipSync(body).length })));
    };
    page.on('response', weigh);
    await page.goto(studio.address);
    await page.waitForSelector('#picture canvas');
    // What comes later is not counted, and may be cut off by the end of the page.
    page.off('response', weigh);
    const late = await page.evaluate(() => (globalThis as unknown as Noting).late);
    const before = (await Promise.all(loaded)).filter(({ address }) => !late.includes(address));
    expect(before.length).toBeGreaterThan(1);
    expect(before.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(400_000);
    await close();
  });
});
