/** The runs below some folders. A page names them by numbers of this list, never by paths. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { runFromText } from '../../runfile/input/decide.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { isRunFolder } from '../../runfolder/standing.ts';

export interface KnownRun {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
}

export interface RunLine {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly theory: string;
  /** complete, interrupted, failed; running where it has no summary yet. */
  readonly standing: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  readonly logBytes: number;
  readonly hasReport: boolean;
}

const deepest = 3;
const mostRuns = 2000;

/** All run folders, in the order of their names. */
export function runsBelow(folders: readonly string[]): KnownRun[] {
  const found: KnownRun[] = [];
  for (const folder of folders) collect(resolve(folder), resolve(folder), 0, found);
  return [...new Map(found.map(run => [run.id, run])).values()].slice(0, mostRuns);
}

function collect(root: string, folder: string, depth: number, found: KnownRun[]): void {
  if (isRunFolder(folder)) {
    const id = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    found.push({ id, folder, name: relative(root, folder) || basename(folder) });
    return;
  }
  if (depth === deepest) return;
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory()) collect(root, join(folder, entry.name), depth + 1, found);
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name.localeCompare(b.name, 'en', { numeric: true }),
    );
  } catch {
    return [];
  }
}

/** Undefined where the folder is gone, or holds no run that can be read. */
export function lineOf({ id, folder, name }: KnownRun): RunLine | undefined {
  try {
    const { resolved } = runFromText('resolved.toml', readFileSync(join(folder, 'resolved.toml'), 'utf8'));
    const log = statSync(join(folder, 'log.jsonl'));
    return {
      ...{ id, name },
      title: resolved.title ?? name,
      theory: theoryLine(resolved),
      standing: standingOf(folder),
      changed: log.mtimeMs,
      logBytes: log.size,
      hasReport: existsSync(join(folder, 'report.html')),
    };
  } catch {
    return undefined;
  }
}

function standingOf(folder: string): string {
  try {
    return String(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')).outcome);
  } catch {
    return 'running';
  }
}

/** A file of a run folder; undefined where it is none, or a link leads out of the folder. */
export function fileIn({ folder }: KnownRun, name: string): string | undefined {
  try {
    const [home, path] = [realpathSync(folder), realpathSync(join(folder, name))];
    const inside = relative(home, path);
    return !inside.startsWith('..') && !isAbsolute(inside) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Names of saved configurations, in order. */
export function configurationsOf({ folder }: KnownRun): string[] {
  const names = entriesOf(join(folder, 'configurations')).filter(entry => entry.isFile());
  return names.map(entry => entry.name).filter(name => /\.(lime|nersc|txt)$/.test(name));
}
