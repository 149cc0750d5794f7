/** The pool of threads in a browser: same bits, and one thread where the page is not cross-origin isolated. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executable } from './studioInBrowser.ts';
import { type ShortChain, shortChain } from './threadedChain.fixture.ts';

const scripts: Record<string, string> = {
  '/chain.js': new URL('./threadedChain.fixture.ts', import.meta.url).href,
  '/webThread.js': new URL('../../src/kernel/threads/webThread.ts', import.meta.url).href,
};

async function bundled(input: string): Promise<string> {
  const build = await rolldown({ input: fileURLToPath(input), platform: 'browser' });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  return output[0].code;
}

describe.skipIf(executable === undefined)('threads in a browser', () => {
  let server: Server;
  let browser: Browser;
  const alone = shortChain();

  beforeAll(async () => {
    const code = Object.fromEntries(
      await Promise.all(Object.entries(scripts).map(async ([path, input]) => [path, await bundled(input)] as const)),
    );
    server = createServer(({ url = '/' }, response) => {
      const [path, query] = url.split('?');
      if (query !== 'plain') {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      }
      response.setHeader('Content-Type', path in code ? 'text/javascript' : 'text/html');
      response.end(code[path] ?? '<!doctype html><title>threads</title>');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function chainIn(page: '' | '?plain', threads: number): Promise<ShortChain> {
    const opened = await browser.newPage();
    await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${page}`);
    const chain = await opened.evaluate(
      ([script, count]) =>
        new Promise<ShortChain>((resolve, reject) => {
          const worker = new Worker(script, { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(count);
        }),
      [`/chain.js${page}`, threads] as const,
    );
    await opened.close();
    return chain;
  }

  test('three threads leave the links of one', async () => {
    const { threads, shares, links } = await chainIn('', 3);
    expect(threads).toBe(3);
    expect(shares.slice(1).some(share => share > 0)).toBe(true);
    expect(links).toEqual((await alone).links);
  });

  test('a page that may not share memory has one thread and the same links', async () => {
    const { threads, links } = await chainIn('?plain', 3);
    expect(threads).toBe(1);
    expect(links).toEqual((await alone).links);
  });
});
