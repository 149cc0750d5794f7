/** Results as lines of JSON, written as they come: a study that was stopped continues where it stopped. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export type Line = Readonly<Record<string, unknown>>;

export function linesOf(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(text => JSON.parse(text) as Line);
}

export const digits = (x: number, n = 5) => Number(x.toPrecision(n));

/** CPU seconds of this process so far. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Does what no line of the file has done yet: `identity` tells which. The line gets its identity and its CPU seconds. */
export function record(file: string, identity: Line, work: () => Line): void {
  const done = linesOf(file).some(line => Object.entries(identity).every(([name, value]) => line[name] === value));
  if (done) return;
  const began = cpuSeconds();
  const found = work();
  const line = JSON.stringify({ ...identity, ...found, seconds: digits(cpuSeconds() - began, 3) });
  appendFileSync(file, `${line}\n`);
  console.error(line.slice(0, 300));
}
