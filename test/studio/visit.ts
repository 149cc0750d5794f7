/** What a visitor does with a preset or an experiment, and what has to be there then. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { StudyName } from '../../studio/src/learn/protocol.ts';
import { type PresetName, words } from '../../studio/src/words.ts';
import { newPage, type Studio } from './studioInBrowser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core calls serious or critical. */
export async function seriousFaults(page: Page): Promise<string[]> {
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

export async function presetIsSeen(studio: Studio, name: PresetName): Promise<void> {
  const { page, context, complaints } = await newPage(studio);
  await page.goto(studio.address);
  await page.click(`[data-preset=${name}]`);
  await page.waitForFunction(
    () => Number(/trajectory (\d+)/.exec(document.querySelector('.standing')?.textContent ?? '')?.[1]) > 5,
  );
  await page.waitForSelector('#picture canvas');
  await page.waitForSelector('.all-figures .card:not([hidden]) svg');
  await page.locator('.state', { hasText: words.state.running }).waitFor();
  expect(await page.textContent('#picture figcaption')).toMatch(/trajectory \d+/);
  expect(await seriousFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}

export async function experimentIsDone(studio: Studio, name: StudyName): Promise<void> {
  const { title, answer } = words.experiments.experiments[name];
  const { page, context, complaints } = await newPage(studio);
  await page.goto(`${studio.address}#experiments/${name}`);
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.getByRole('button', { name: words.experiments.run }).isDisabled()).toBe(true);
  await page.locator('.prediction input').nth(answer).check();
  await page.getByRole('button', { name: words.experiments.run }).click();
  await page.getByRole('heading', { name: words.experiments.right }).waitFor({ timeout: 180_000 });
  await page.waitForSelector('.formula math');
  expect(await page.locator('.facts li').count()).toBeGreaterThan(1);
  expect(await seriousFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}
