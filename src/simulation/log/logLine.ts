/**
 * A trajectory as a line of `log.jsonl`:
 *   {"trajectory":7,"phase":"production","deltaH":…,"plaquette":…,"observables":{…},"extra":{…}}
 * Three numbers have always stood beside `observables` instead of inside, and still do, so that logs keep their bytes.
 */
import type { LogRecord } from '../driver.ts';

/** What the log holds of a trajectory: all but its time. */
export type Logged = Omit<LogRecord, 'seconds'>;

const besides = ['plaquette', 'polyakovLoop', 'chiralCondensate'];

/** The object whose JSON is the line. */
export function lineOfRecord({ observables, extra, ...algorithm }: Logged): object {
  const stands = (name: string) => typeof observables[name] === 'number';
  const own = besides.filter(stands).map(name => [name, observables[name]]);
  const others = Object.entries(observables).filter(([name]) => !(besides.includes(name) && stands(name)));
  return {
    ...algorithm,
    ...Object.fromEntries(own),
    ...(others.length > 0 ? { observables: Object.fromEntries(others) } : {}),
    ...(extra ? { extra } : {}),
  };
}

/** The record of a line that {@link lineOfRecord} wrote. */
export function recordOfLine(line: string): Logged {
  const { observables = {}, ...rest } = JSON.parse(line) as Logged & Readonly<Record<string, unknown>>;
  const entries = Object.entries(rest);
  return {
    ...(Object.fromEntries(entries.filter(([name]) => !besides.includes(name))) as Logged),
    observables: { ...Object.fromEntries(entries.filter(([name]) => besides.includes(name))), ...observables },
  } as Logged;
}
