/** A run started in a browser from a shared address has the log of `cask run --machine wasm128`, byte for byte. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../../studio/src/page/address.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { carriedOut, shortRuns } from './runs.fixture.ts';
import { hasBrowser, newPage, openStudio, type Studio } from './studioInBrowser.ts';

describe.skipIf(!hasBrowser)('the same bits', () => {
  const folder = temporaryFolder();
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  test.each(Object.entries(shortRuns))('%s', async (_, text) => {
    const { log } = carriedOut(folder, text);
    const { page, context, complaints } = await newPage(studio);
    await page.goto(`${studio.address}${await fragmentOf(text)}`);
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 120_000 });
    await expect(page.getByText('wasm128, separate rounding').count()).resolves.toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Log', exact: true }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(log);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
