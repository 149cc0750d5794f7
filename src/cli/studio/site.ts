/** The files of the built page, read once: a request names one of them or nothing, so that no path leads out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../runfile/input/problem.ts';

export interface SiteFile {
  readonly type: string;
  readonly content: Buffer;
  /** Where a file has another policy than the page: what it may load. */
  readonly policy?: string;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};

/** By address: "/", "/assets/index-….js". @throws InputError where the page was not built */
export function siteFiles(folder = siteFolder()): ReadonlyMap<string, SiteFile> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    throw new InputError(['The page of the studio was not built; in a clone: npm run build']);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const entries = files.map((entry): [string, SiteFile] => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const content = readFileSync(path);
    return [`/${name}`, name === sandboxName ? { type, content, policy: sandboxPolicy(content) } : { type, content }];
  });
  const map = new Map(entries);
  const page = map.get('/index.html')!;
  // The page learns that there are runs behind it.
  const served = page.content.toString('utf8').replace('id="studio"', 'id="studio" data-runs="yes"');
  return map.set('/', { ...page, content: Buffer.from(served) });
}

const sandboxName = 'sandbox.html';

/** The frame in which a program of the code panel runs: its own policy, an origin of its own, in this page alone. */
function sandboxPolicy(page: Buffer): string {
  const own = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page.toString('utf8'))?.[1];
  return `${own ?? "default-src 'none'"}; sandbox allow-scripts; frame-ancestors 'self'`;
}

/** Beside the compiled command, or in the clone. */
function siteFolder(): string | undefined {
  const from = fileURLToPath(new URL('.', import.meta.url));
  return [join(from, '../../studio'), join(from, '../../../dist/studio')].find(folder =>
    existsSync(join(folder, 'index.html')),
  );
}
