/** A walk through the studio: every preset, every experiment, the form and the editor; by eye, by keyboard, without a network. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyNames } from '../../studio/src/learn/protocol.ts';
import { presets } from '../../studio/src/presets/index.ts';
import { words } from '../../studio/src/words.ts';
import { hasBrowser, newPage, openStudio, type Studio, type WatchedPage } from './studioInBrowser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core calls serious or critical. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
  });
}

/** Trajectories on the page. */
const made = async (page: Page) => Number(/trajectory (\d+)/.exec((await page.textContent('.standing')) ?? '')?.[1]);

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

  test.each(presets.map(({ name }) => name))('%s runs, is drawn, and is measured', async name => {
    const page = await open();
    await page.click(`[data-preset=${name}]`);
    await page.waitForFunction(
      () => Number(/trajectory (\d+)/.exec(document.querySelector('.standing')?.textContent ?? '')?.[1]) > 5,
    );
    await page.waitForSelector('#picture canvas');
    await page.waitForSelector('.all-figures .card:not([hidden]) svg');
    await page.locator('.state', { hasText: words.state.running }).waitFor();
    expect(await page.textContent('#picture figcaption')).toMatch(/trajectory \d+/);
    expect(await seriousFaults(page)).toEqual([]);
    await close();
  });

  test.each(studyNames)('experiment %s is predicted, seen and explained', async name => {
    const { title, answer } = words.experiments.experiments[name];
    const page = await open(`#experiments/${name}`);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.getByRole('button', { name: words.experiments.run }).isDisabled()).toBe(true);
    await page.locator('.prediction input').nth(answer).check();
    await page.getByRole('button', { name: words.experiments.run }).click();
    await page.getByRole('heading', { name: words.experiments.right }).waitFor({ timeout: 180_000 });
    await page.waitForSelector('.formula math');
    expect(await page.locator('.facts li').count()).toBeGreaterThan(1);
    expect(await seriousFaults(page)).toEqual([]);
    await close();
  });

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
    // The numbers on the screen follow within a tenth of their cost.
    await page.waitForTimeout(800);
    const before = await made(page);
    await page.waitForTimeout(800);
    expect(await made(page)).toBe(before);
    await page.getByRole('button', { name: words.controls.step, exact: true }).click();
    await page.waitForFunction(
      at => document.querySelector('.standing')?.textContent?.includes(`trajectory ${at}`),
      before + 1,
    );
    await page.getByRole('button', { name: words.controls.play, exact: true }).click();
    await page.waitForFunction(
      at => !document.querySelector('.standing')?.textContent?.includes(`trajectory ${at}`),
      before + 1,
    );
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
    await page.waitForTimeout(600);
    const picture = () =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>('#picture canvas')!.toDataURL());
    const before = await picture();
    for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(600);
    expect(await picture()).not.toBe(before);
    await close();
  });

  test('the page fits 390 pixels in the dark', async () => {
    for (const fragment of ['', '#experiments', '#experiments/errors']) {
      const page = await open(fragment, { width: 390, dark: true });
      await page.waitForTimeout(1500);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await seriousFaults(page)).toEqual([]);
      await close();
    }
  });

  test('after the first visit it works without a network', async () => {
    const page = await open();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await caches.keys()).length > 0);
    await page.reload();
    await watched.context.setOffline(true);
    await page.reload();
    await page.waitForFunction(
      () => /trajectory [1-9]/.test(document.querySelector('.standing')?.textContent ?? ''),
      null,
      { timeout: 30_000 },
    );
    await close();
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
    const loaded: Promise<number>[] = [];
    page.on('response', response => {
      if (!response.url().endsWith('.js') || response.url().endsWith('serviceWorker.js')) return;
      loaded.push(response.body().then(async body => (await import('node:zlib')).gzipSync(body).length));
    });
    await page.goto(studio.address);
    await page.waitForSelector('#picture canvas');
    const sizes = await Promise.all(loaded);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
    await close();
  });
});
