import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { tableFromHdf5, tableToHdf5 } from '../node/hdf5.ts';
import { readCsv, readHdf5, writeCsv, writeHdf5 } from '../node/tableFiles.ts';
import { tableFromCsv, tableToCsv } from './csv.ts';
import { compareTables, type Table } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'cask-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbers = (values: readonly number[]) => ({
  ...{ name: 'plaquette', unit: '1', description: '(1/N) Re tr U_p, "averaged" # over all' },
  values: Float64Array.from(values),
});
const words = (values: readonly string[]) => ({ name: 'phase', description: 'of the run', values });
const example: Table = {
  columns: [
    numbers([0.1, Number.NaN, -0, 5e-324]),
    { ...numbers([1, 2, 3, 4]), name: 'wilsonLoops{flowTime=1 smear={kind:ape}}[R=1,T=2]' },
    words(['', 'β, "γ"', 'two\nlines\r\n', '# no comment']),
  ],
  attributes: { seed: 9, nothing: '', 'resolved.toml': 'β = 2 # a comment\n\t"x"\n' },
};

/** Any table of a column of numbers and one of texts. */
const tables = fc
  .array(
    fc.tuple(
      fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constantFrom(-0, 5e-324, Number.NaN)),
      fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\0')),
    ),
    { maxLength: 20 },
  )
  .map((rows): Table => ({ ...example, columns: [numbers(rows.map(([x]) => x)), words(rows.map(([, t]) => t))] }));

describe('what was written is read, bit for bit', () => {
  test('as CSV', () => {
    fc.assert(fc.property(tables, table => compareTables(table, tableFromCsv(tableToCsv(table)))));
    expect(tableFromCsv(tableToCsv(example))).toEqual(example);
  });

  test('as HDF5', async () => {
    const isSame = async (table: Table) => compareTables(table, await tableFromHdf5(await tableToHdf5(table)));
    await fc.assert(fc.asyncProperty(tables, isSame), { numRuns: 30 });
    expect(await tableFromHdf5(await tableToHdf5(example))).toEqual(example);
  });

  test('in files, and nothing else is left in the folder', async () => {
    writeCsv(join(folder, 'a.csv'), example);
    await writeHdf5(join(folder, 'a.h5'), example);
    expect(readCsv(join(folder, 'a.csv'))).toEqual(example);
    expect(await readHdf5(join(folder, 'a.h5'))).toEqual(example);
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'a.h5']);
    // The signature of HDF5 files.
    expect(readFileSync(join(folder, 'a.h5')).subarray(0, 8)).toEqual(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'));
  });
});

test('CSV is what spreadsheets and other programs expect: RFC 4180 behind comments, empty cells for what is missing', () => {
  expect(tableToCsv({ columns: [numbers([0.5, Number.NaN]), words(['a,b', ''])], attributes: { seed: 9 } })).toBe(
    [
      '# seed = 9',
      '# column plaquette = {"type":"number","unit":"1","description":"(1/N) Re tr U_p, \\"averaged\\" # over all"}',
      '# column phase = {"type":"text","description":"of the run"}',
      'plaquette,phase',
      '0.5,"a,b"',
      ',""',
      '',
    ].join('\n'),
  );
  expect(tableFromCsv('x,y\r\n1,a\r\n,2\r\n').columns).toMatchObject([
    { name: 'x', values: Float64Array.of(1, Number.NaN) },
    { name: 'y', values: ['a', '2'] },
  ]);
});

describe('is refused in sentences', () => {
  const table = (changes: Partial<Table>) => ({ ...example, ...changes });
  test.each([
    [table({ columns: [] }), 'no columns'],
    [table({ columns: [numbers([1]), words([])] }), 'Column phase has 0 rows and plaquette has 1'],
    [table({ columns: [numbers([1]), numbers([1])] }), 'Two columns are named plaquette'],
    [table({ columns: [{ ...words([]), name: 'a/b' }] }), '"a/b" cannot name a column'],
    [table({ columns: [numbers([1, Number.POSITIVE_INFINITY])] }), 'Column plaquette holds Infinity in row 2'],
    [table({ columns: [words(['a\0'])] }), 'Column phase holds the text "a\\u0000"'],
    [table({ columns: [words(['\ud800'])] }), 'Column phase holds the text'],
    [table({ attributes: { x: Number.NaN } }), 'Attribute x is NaN'],
    [table({ attributes: { 'a b': 1 } }), '"a b" cannot name an attribute'],
  ])('a table that cannot be written: %#', async (bad, sentence) => {
    const path = join(folder, 'bad');
    expect(() => writeCsv(path, bad)).toThrow(`${path} was not written: `);
    expect(() => tableToCsv(bad)).toThrow(sentence);
    await expect(tableToHdf5(bad)).rejects.toThrow(sentence);
  });

  test.each([
    ['', 'no header line'],
    ['# seed = nine\nx\n', 'The comment about seed is not JSON'],
    ['x,y\n1\n', 'Row 1 (about line 2) has 1 cell; expected 2'],
    ['x,y\n1,"2\n', 'a quote that is not closed'],
    ['# column x = {"type":"number"}\nx\none\n', 'Row 1 of x holds "one"; expected a number'],
  ])('a damaged CSV text: %j', (text, sentence) => expect(() => tableFromCsv(text)).toThrow(sentence));

  test('a damaged HDF5 file, a file of another format, no file', async () => {
    const bytes = await tableToHdf5(example);
    const path = join(folder, 'cut');
    for (const damaged of [bytes.subarray(0, bytes.length - 100), new Uint8Array(200), new Uint8Array()]) {
      writeFileSync(path, damaged);
      await expect(readHdf5(path)).rejects.toThrow(`${path}: The bytes are not an HDF5 file that can be read`);
    }
    writeFileSync(path, bytes);
    expect(() => readCsv(path)).toThrow(`${path}: The text is not UTF-8`);
    expect(() => readCsv(join(folder, 'none'))).toThrow('does not exist');
  });
});
