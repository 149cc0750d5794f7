/**
 * PNG from SVG. Drawing text and curves as pixels is the business of programs made for it: one that is installed does it,
 * `rsvg-convert` (librsvg) or a browser of the Chromium family. Without one a figure is an SVG file, which every browser,
 * LaTeX (through Inkscape) and office program takes.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '../runfile/input/problem.ts';

const pixelsPerUnit = 2;
const patience = 60_000;

/** Arguments that make one program draw `source` into `target`. */
type Invocation = (source: string, target: string, width: number, height: number) => string[];

const chromium: Invocation = (source, target, width, height) => [
  ...['--headless', '--disable-gpu', '--hide-scrollbars', `--force-device-scale-factor=${pixelsPerUnit}`],
  // Chromium refuses to run as root inside its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...[`--window-size=${width},${height}`, `--screenshot=${target}`, pathToFileURL(source).href],
];

const programs: readonly (readonly [name: string, invocation: Invocation])[] = [
  ['rsvg-convert', (source, target) => ['--zoom', String(pixelsPerUnit), '--output', target, source]],
  ['chromium', chromium],
  ['chromium-browser', chromium],
  ['google-chrome', chromium],
];

/**
 * Writes a drawing as PNG, two pixels for each unit.
 *
 * @param svg with width and height in its root
 * @throws InputError when no program for it is installed, or it fails
 */
export function writePng(target: string, svg: string, path = process.env.PATH ?? ''): void {
  const found = programs.flatMap(([name, invocation]) => {
    const file = path
      .split(delimiter)
      .map(folder => join(folder, name))
      .find(existsSync);
    return file === undefined ? [] : [{ file, invocation }];
  })[0];
  if (found === undefined) {
    const names = programs.map(([name]) => name).join(', ');
    throw new InputError([
      `${target} cannot be drawn: none of ${names} is installed. Install one, or give a name that ends with .svg.`,
    ]);
  }
  const [width, height] = ['width', 'height'].map(name => {
    return Math.ceil(Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0));
  });
  const folder = mkdtempSync(join(tmpdir(), 'cask-figure-'));
  try {
    const [source, drawn] = [join(folder, 'figure.svg'), join(folder, 'figure.png')];
    writeFileSync(source, svg);
    const { status, stderr, error } = spawnSync(found.file, found.invocation(source, drawn, width, height), {
      timeout: patience,
      encoding: 'utf8',
    });
    if (status !== 0 || !existsSync(drawn)) {
      const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
      throw new InputError([`${target} was not drawn: ${found.file} failed. ${reason}`.trim()]);
    }
    copyFileSync(drawn, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
