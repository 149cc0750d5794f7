/**
 * Tables as comma-separated values: RFC 4180 with lines ended by LF, UTF-8, behind lines of comment that begin
 * with `#` and hold, in JSON, the attributes and what columns mean.
 *
 *   # seed = 9
 *   # column plaquette = {"type":"number","unit":"1","description":"(1/N) Re tr U_p, averaged"}
 *   trajectory,phase,plaquette
 *   1,production,0.5948
 *
 * A number has as many digits as give back all its bits; a missing one is an empty cell.
 */
import { plural } from '../../words/index.ts';
import { refuse } from '../bytes/fileError.ts';
import { decimalNumber } from '../bytes/reals.ts';
import { type Column, checkTable, type Table } from './table.ts';

/** @throws FileError as `checkTable` */
export function tableToCsv(table: Table): string {
  checkTable(table);
  const { columns, attributes } = table;
  const lines = Object.entries(attributes).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`);
  for (const { name, values, unit, description } of columns) {
    const meaning = { type: values instanceof Float64Array ? 'number' : 'text', unit, description };
    lines.push(`# column ${name} = ${JSON.stringify(meaning)}`);
  }
  lines.push(columns.map(({ name }) => cell(name)).join(','));
  for (let row = 0; row < columns[0].values.length; row++) {
    lines.push(columns.map(({ values }) => cell(values[row])).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function cell(value: number | string): string {
  // A text that is empty is quoted, to distinguish it from a missing number and from an empty line.
  if (typeof value === 'string')
    return value === '' || /[",\r\n#]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  if (Number.isNaN(value)) return '';
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * Reads what `tableToCsv` wrote, or a plain CSV file with a header line, whose columns are numbers where all their
 * cells are.
 *
 * @throws FileError naming the line: a cell too many or too few, an open quote, a cell that is no number
 */
export function tableFromCsv(text: string): Table {
  const comments = /^(?:#.*\n)*/.exec(text)![0];
  const { attributes, meanings } = readComments(comments);
  const [header, ...rows] = records(text.slice(comments.length));
  if (header === undefined) refuse('The CSV text has no header line; expected the names of columns.');
  const firstLine = comments.split('\n').length + 1;
  rows.forEach((row, k) => {
    if (row.length === header.length) return;
    refuse(`Row ${k + 1} (about line ${firstLine + k}) has ${plural(row.length, 'cell')}; expected ${header.length}.`);
  });
  const columns = header.map((name, k) =>
    columnOf(
      name,
      rows.map(row => row[k]),
      meanings.get(name),
    ),
  );
  const table = { columns, attributes };
  checkTable(table);
  return table;
}

interface Meaning {
  readonly type?: unknown;
  readonly unit?: unknown;
  readonly description?: unknown;
}

function readComments(comments: string) {
  const attributes: Record<string, string | number> = {};
  const meanings = new Map<string, Meaning>();
  for (const [, isColumn, name, json] of comments.matchAll(/^# (column )?(\S.*?) = (.*)$/gm)) {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      refuse(`The comment about ${name} is not JSON: ${json.slice(0, 60)}. The file is damaged.`);
    }
    if (isColumn) meanings.set(name, value as Meaning);
    else if (typeof value === 'string' || typeof value === 'number') attributes[name] = value;
    else refuse(`The attribute ${name} is ${json.slice(0, 60)}; expected a text or a number.`);
  }
  return { attributes, meanings };
}

function columnOf(name: string, cells: readonly string[], meaning: Meaning = {}): Column {
  const isNumber = meaning.type === 'number' || (meaning.type === undefined && cells.every(isNumberOrNone));
  const row = isNumber ? cells.findIndex(text => !isNumberOrNone(text)) : -1;
  if (row >= 0) refuse(`Row ${row + 1} of ${name} holds "${cells[row].slice(0, 60)}"; expected a number or nothing.`);
  const values = isNumber ? Float64Array.from(cells, text => (text === '' ? Number.NaN : Number(text))) : cells;
  const unit = typeof meaning.unit === 'string' ? { unit: meaning.unit } : {};
  return { name, values, description: String(meaning.description ?? ''), ...unit };
}

const isNumberOrNone = (text: string) => text === '' || decimalNumber.test(text);

/** The records of a CSV text, each a list of cells. */
function records(text: string): string[][] {
  const found: string[][] = [];
  let record: string[] = [];
  // A cell in quotes or without, and what ends it.
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (cells.lastIndex < text.length) {
    const match = cells.exec(text);
    if (!match)
      refuse(`Row ${found.length} has a quote that is not closed, or stands inside a cell. The file is damaged.`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === ',') continue;
    found.push(record);
    record = [];
  }
  if (record.length > 0) refuse('The CSV text ends within a row. The file is cut off.');
  return found;
}
