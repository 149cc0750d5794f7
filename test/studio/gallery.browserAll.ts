/** Every preset and every experiment in a browser, and the page without a network: minutes, so not for each change. `npm run test:studio:all`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyNames } from '../../studio/src/learn/protocol.ts';
import { presets } from '../../studio/src/presets/index.ts';
import { hasBrowser, newPage, openStudio, type Studio } from './studioInBrowser.ts';
import { experimentIsDone, presetIsSeen } from './visit.ts';

describe.skipIf(!hasBrowser)('the gallery', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  test.each(presets.map(({ name }) => name))('%s runs, is drawn, and is measured', name => presetIsSeen(studio, name));

  test.each(studyNames)('experiment %s is predicted, seen and explained', name => experimentIsDone(studio, name));

  test('after the first visit it works without a network', async () => {
    const { page, context, complaints } = await newPage(studio);
    await page.goto(studio.address);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.waitForFunction(async () => (await caches.keys()).length > 0);
    await page.reload();
    await context.setOffline(true);
    await page.reload();
    await page.waitForFunction(
      () => /trajectory [1-9]/.test(document.querySelector('.standing')?.textContent ?? ''),
      null,
      { timeout: 30_000 },
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});
