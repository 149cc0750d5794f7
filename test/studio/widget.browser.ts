/** The widget for notebooks: one module without other files, mounted in a page as anywidget does. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { complaintsOf, executable, quiet } from './studioInBrowser.ts';

const builder = new URL('../../studio/widget/build.ts', import.meta.url).pathname;
const run = `
[lattice]
extent = [8, 8]
[group]
name = "U(1)"
[action]
gauge = { kind = "plaquette", beta = 2.0 }
[sampler]
kind = "heatbath"
[schedule]
thermalise = 5
trajectories = 20
`;

const cellPage =
  '<!doctype html><title>cell</title><script type="module">import w from "/widget.js"; globalThis.widget = w</script>';

/** What anywidget gives to `render`, as far as it is used; `sent` is what would go to Python. */
interface Cell {
  readonly sent: Record<string, unknown>;
  traits: Record<string, unknown>;
  change(name: string, value: unknown): void;
  leave(): void;
}

describe.skipIf(executable === undefined)('the widget', () => {
  const folder = temporaryFolder();
  let browser: Browser;
  const server = createServer(({ url }, response) => {
    response.setHeader('Content-Type', url === '/widget.js' ? 'text/javascript' : 'text/html');
    response.end(url === '/widget.js' ? readFileSync(join(folder, 'index.js')) : cellPage);
  });
  beforeAll(async () => {
    execFileSync(process.execPath, [builder, folder], { env: { ...process.env, NODE_ENV: 'production' } });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath: executable!, args: quiet });
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  test('shows a run, hands its log over when it is complete, takes up another, and goes without a trace', async () => {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    const complaints = complaintsOf(page);
    page.setDefaultTimeout(120_000);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'widget' in globalThis);
    await page.evaluate(text => {
      const { widget } = globalThis as unknown as { widget: { render(place: object): () => void } };
      const listeners = new Map<string, () => void>();
      const cell = { sent: {}, traits: { run: text, height: 700 } } as unknown as Cell;
      const model = {
        get: (name: string) => cell.traits[name],
        set(name: string, value: unknown) {
          cell.traits[name] = value;
        },
        save_changes: () => void Object.assign(cell.sent, cell.traits),
        on: (event: string, hear: () => void) => listeners.set(event, hear),
        off: (event: string) => listeners.delete(event),
      };
      cell.change = (name, value) => {
        cell.traits[name] = value;
        listeners.get(`change:${name}`)?.();
      };
      const leave = widget.render({ model, el: document.body });
      cell.leave = () => {
        leave();
        if (listeners.size > 0) throw new Error('listeners stay');
      };
      Object.assign(globalThis, { cell });
    }, run);
    const frame = page.frameLocator('iframe');
    await frame.locator('#picture canvas').waitFor();
    expect((await page.locator('iframe').boundingBox())?.height).toBe(700);
    const logged = (trajectories: number) =>
      page.waitForFunction(
        count => String((globalThis as unknown as { cell: Cell }).cell.sent.log).split('\n').length === count + 1,
        trajectories,
      );
    await logged(25);
    const log = await page.evaluate(() => String((globalThis as unknown as { cell: Cell }).cell.sent.log));
    const records = log
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { trajectory: number; plaquette: number });
    expect(records.map(({ trajectory }) => trajectory)).toEqual(Array.from({ length: 25 }, (_, k) => k + 1));
    expect(records.every(({ plaquette }) => plaquette > 0.2 && plaquette < 1)).toBe(true);
    const next = run.replace('trajectories = 20', 'trajectories = 3');
    await page.evaluate(text => (globalThis as unknown as { cell: Cell }).cell.change('run', text), next);
    await logged(8);
    await page.evaluate(() => (globalThis as unknown as { cell: Cell }).cell.leave());
    expect(await page.locator('iframe').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the file for Python names the module and its traits', () => {
    const path = new URL('../../examples/jupyter_laboratory.py', import.meta.url).pathname;
    expect(existsSync(path)).toBe(true);
    const code = readFileSync(path, 'utf8');
    const source = readFileSync(new URL('../../studio/widget/widget.ts', import.meta.url), 'utf8');
    const traits = [...code.matchAll(/^ {4}(\w+) = traitlets/gm)].map(([, name]) => name).sort();
    const used = [...new Set([...source.matchAll(/model\.(?:get|set)\('(\w+)'/g)].map(([, name]) => name))].sort();
    expect(traits).toEqual(used);
    expect(code).toContain('cask-lqcd/dist/widget/index.js');
  });
});
