/** The built studio, served on this machine and opened in a Chromium of the system. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';

const config = new URL('../../studio/vite.config.ts', import.meta.url).pathname;
export const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const hasBrowser = executable !== undefined;
if (!hasBrowser) {
  console.warn(
    '\n  NO CHROMIUM ON THIS MACHINE: the studio is not tested in a browser. Install Debian’s "chromium".\n',
  );
}

/**
 * No graphics card is asked for: WebGL is computed. The page itself is put together as on any machine without one; through
 * SwiftShader too (`--use-angle=swiftshader`), it has a tenth of the pictures a second.
 */
export const quiet = ['--no-sandbox', '--enable-unsafe-swiftshader'];

export interface ServedStudio {
  readonly address: string;
  close(): Promise<void>;
}

export interface Studio extends ServedStudio {
  readonly browser: Browser;
}

export async function openStudio(): Promise<Studio> {
  const served = await serveStudio();
  const browser = await chromium.launch({ executablePath: executable!, args: quiet });
  return {
    ...{ address: served.address, browser },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** Built, for any browser. */
export async function serveStudio(): Promise<ServedStudio> {
  const outDir = mkdtempSync(join(tmpdir(), 'cask-studio-'));
  const common = { configFile: config, logLevel: 'error', build: { outDir } } as const;
  await asShipped(() => build(common));
  const server: PreviewServer = await preview({ ...common, preview: { port: 0 } });
  return {
    address: server.resolvedUrls!.local[0],
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

/** Vitest says that this is a test, which vite would build into the page: without what only a shipped page does. */
async function asShipped(make: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await make();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong on the page or in its workers. */
  readonly complaints: readonly string[];
}

export async function newPage(
  { browser }: Studio,
  options: { width?: number; dark?: boolean } = {},
): Promise<WatchedPage> {
  const { width = 1280, dark = false } = options;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    acceptDownloads: true,
  });
  // A machine that does much else takes its time.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  return { page, context, complaints: complaintsOf(page) };
}

/** What goes wrong on a page from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    // Chromium's own remark on reading pixels back, which times a picture where there is no graphics card.
    if (/GPU stall|GL Driver Message/.test(message.text())) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  return complaints;
}
