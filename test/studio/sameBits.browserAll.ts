/** The same bits in a browser with another engine: Firefox, where the machine has one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentOf } from '../../studio/src/page/address.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type FirefoxPage, hasFirefox, openFirefox } from './firefox.ts';
import { carriedOut, shortRuns } from './runs.fixture.ts';
import { type ServedStudio, serveStudio } from './studioInBrowser.ts';

interface Keeping {
  saved: Blob | undefined;
}

describe.skipIf(!hasFirefox)('the same bits in Firefox', () => {
  const folder = temporaryFolder();
  let studio: ServedStudio;
  let page: FirefoxPage;
  beforeAll(async () => {
    studio = await serveStudio();
    page = await openFirefox(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = content => {
        (globalThis as unknown as Keeping).saved = content as Blob;
        return make.call(URL, content);
      };
    });
  });
  afterAll(async () => {
    await page?.close();
    await studio?.close();
  });

  test.each(Object.entries(shortRuns))('%s', async (_, text) => {
    const { log } = carriedOut(folder, text);
    // Another fragment alone would not load the page anew.
    await page.goto('about:blank');
    await page.goto(`${studio.address}${await fragmentOf(text)}`);
    const saved = await page.evaluate(async () => {
      while (!document.querySelector('.state[data-state=complete], .state[data-state=failed]')) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'Log')!.click();
      return (globalThis as unknown as Keeping).saved!.text();
    });
    expect(saved).toBe(log);
  });
});
