/**
 * Builds `dist/widget/index.js`, a module without imports: the page of a cell is text in it, and the page's workers are text in
 * the page. Run by `npm run build`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const workerText = 'worker-text:';
const newWorker = /new Worker\(new URL\('([^']+)', import\.meta\.url\), \{ type: 'module' \}\)/g;

/** One file of code and its styles. */
async function bundled(
  entry: string,
  plugins: Plugin[],
  format: 'es' | 'iife',
): Promise<{ code: string; css: string }> {
  const made = (await build({
    ...{ configFile: false, root: here('..'), logLevel: 'error', plugins },
    build: {
      ...{ write: false, target: 'es2022', cssCodeSplit: false, modulePreload: false },
      lib: { entry, formats: [format], name: 'cask', fileName: 'index' },
    },
  })) as Rolldown.RolldownOutput[];
  const { output } = made[0];
  const code = output.find(part => part.type === 'chunk')!.code;
  const css = output.find(part => part.fileName.endsWith('.css'));
  return { code, css: css?.type === 'asset' ? String(css.source) : '' };
}

/** Workers start from text, since a module in a notebook has no files beside it. */
const workersInside: Plugin = {
  name: 'cask-workers-inside',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('new Worker(')) return;
    const paths: string[] = [];
    const changed = code.replace(newWorker, (_, path) => {
      paths.push(resolve(dirname(id), path));
      return `new Worker(URL.createObjectURL(new Blob([workerText${paths.length}], { type: 'text/javascript' })))`;
    });
    return paths.map((path, k) => `import workerText${k + 1} from '${workerText}${path}';\n`).join('') + changed;
  },
  resolveId: id => (id.startsWith(workerText) ? `\0${id}` : undefined),
  async load(id) {
    if (!id.startsWith(`\0${workerText}`)) return;
    const { code } = await bundled(id.slice(workerText.length + 1), [], 'iife');
    return `export default ${JSON.stringify(code)};`;
  },
};

const { code, css } = await bundled(here('page.ts'), [workersInside], 'iife');
/** Text inside a script or a style must not end it. */
const inside = (text: string) => text.replace(/<\/(?=script|style)/gi, '<\\/');
const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Cask</title><style>${inside(css)}</style></head>
<body><script>${inside(code)}</script></body>
</html>
`;

const pageInside: Plugin = {
  name: 'cask-page-inside',
  resolveId: id => (id === 'virtual:page' ? `\0${id}` : undefined),
  load: id => (id === '\0virtual:page' ? `export default ${JSON.stringify(page)};` : undefined),
};
const widget = await bundled(here('widget.ts'), [pageInside], 'es');

const declarations = `/** A widget for anywidget: the laboratory of Cask in a cell of a notebook. */
export interface WidgetModel {
    get(name: string): unknown;
    set(name: string, value: unknown): void;
    save_changes(): void;
    on(event: string, hear: () => void): void;
    off(event: string, hear: () => void): void;
}
/** Shows the laboratory in \`el\`. @returns takes it away */
export declare function render(place: { readonly model: WidgetModel; readonly el: HTMLElement }): () => void;
declare const _default: { readonly render: typeof render };
export default _default;
`;
const folder = process.argv[2] ?? here('../../dist/widget');
mkdirSync(folder, { recursive: true });
writeFileSync(resolve(folder, 'index.js'), widget.code);
writeFileSync(resolve(folder, 'index.d.ts'), declarations);
