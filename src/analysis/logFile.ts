/**
 * `log.jsonl` for analysis, line by line and strictly. The driver writes a log that has none of these faults; logs that
 * were cut, joined or edited by hand, or written by a full disk, have them.
 *
 * | found                                         | done                                                        |
 * |-----------------------------------------------|-------------------------------------------------------------|
 * | the last line ends without its line break     | left out, with a remark: the run was stopped while writing   |
 * | a trajectory is missing                       | remark; lags are counted in trajectories, across the gap too |
 * | NaN, null, infinity, text where a number was   | refused: file, line, trajectory, name                        |
 * | a trajectory twice or out of order            | refused                                                      |
 * | a list that changes its length                | refused                                                      |
 * | a line that is not a JSON object              | refused                                                      |
 */
import { InputError } from '../runfile/input/problem.ts';
import { type ColumnBuilder, type Columns, columnBuilder, gapsIn } from './columns.ts';

export interface ReadLog {
  readonly columns: Columns;
  /** Remarks: what was wrong and accepted, one sentence each. */
  readonly remarks: readonly string[];
}

const mostProblems = 20;
const mostGaps = 3;

/**
 * Reads the text of a log.
 *
 * @param path how the file is called in sentences
 * @throws InputError with one line `FILE:LINE: …` for each fault, at most 20
 */
export function readLogText(path: string, text: string): ReadLog {
  const builder = columnBuilder();
  const problems: string[] = [];
  const remarks: string[] = [];
  for (let start = 0, line = 1; start < text.length && problems.length < mostProblems; line++) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end < 0 ? text.length : end);
    if (end < 0) {
      remarks.push(`${path}:${line}: the last line was not finished and is left out.`);
      break;
    }
    for (const problem of addLine(builder, content)) problems.push(`${path}:${line}: ${problem}.`);
    start = end + 1;
  }
  if (problems.length > 0) throw new InputError(problems);
  const { columns } = builder;
  return { columns, remarks: [...remarks, ...gapRemarks(path, gapsIn(columns))] };
}

function addLine(builder: ColumnBuilder, content: string): string[] {
  let record: unknown;
  try {
    record = JSON.parse(content);
  } catch {
    return [notJson(content)];
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return ['the line is no JSON object; expected one trajectory'];
  }
  return builder.add(record as Record<string, unknown>);
}

/** JSON has no NaN, yet other programs write it. */
function notJson(content: string): string {
  const wrong = /"([^"]+)":\s*(?:\[[^\]]*?)?(-?(?:NaN|Infinity|nan|inf))\b/.exec(content);
  const trajectory = /"trajectory":\s*(\d+)/.exec(content)?.[1];
  const place = trajectory === undefined ? '' : `trajectory ${trajectory}: `;
  if (wrong !== null) return `${place}${wrong[1]} is ${wrong[2]}; expected a finite number`;
  return `${place}the line is not JSON; expected one trajectory. If the disk was full, remove what is damaged from there on`;
}

/** A chain that kept every other trajectory has thousands of gaps; the first ones and their number say what it is. */
function gapRemarks(path: string, gaps: readonly (readonly [number, number])[]): string[] {
  if (gaps.length === 0) return [];
  const named = gaps.slice(0, mostGaps).map(([first, last]) => (first === last ? `${first}` : `${first} to ${last}`));
  const more = gaps.length - named.length;
  const missing = gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const which = missing === 1 ? `trajectory ${named[0]} is` : `trajectories ${listed(named, more)} are`;
  const lags = `across the gap${gaps.length === 1 ? '' : 's'} as well`;
  return [`${path}: ${which} missing. Autocorrelations are counted in trajectories, ${lags}.`];
}

function listed(named: readonly string[], more: number): string {
  return more === 0 ? named.join(', ') : `${named.join(', ')} and those of ${more} more gap${more === 1 ? '' : 's'}`;
}
