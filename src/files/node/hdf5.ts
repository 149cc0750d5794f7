/**
 * Tables as HDF5: one dataset per column at the root, in order, 64-bit little-endian reals or texts in UTF-8, with the
 * attributes `description` and `unit`; the attributes of the table are those of the root. NaN stands for a value that
 * is missing.
 *
 * The HDF5 library, compiled to WebAssembly, is 4 MB and is loaded with the first table. It sees files in memory only.
 * Reference: The HDF Group, HDF5 File Format Specification 3.0.
 */
import { FileError, refuse } from '../bytes/fileError.ts';
import { type Column, checkTable, type Table } from '../table/table.ts';

const load = async () => {
  const hdf5 = await import('h5wasm');
  const library = await hdf5.ready;
  // Errors of the library shall be exceptions and not lines on the terminal.
  library.activate_throwing_error_handler();
  return { hdf5, files: library.FS };
};

const scratch = '/table.h5';

/** @throws FileError as `checkTable` */
export async function tableToHdf5(table: Table): Promise<Uint8Array> {
  checkTable(table);
  const { hdf5, files } = await load();
  try {
    const file = new hdf5.File(scratch, 'w', { track_order: true });
    for (const [name, value] of Object.entries(table.attributes)) file.create_attribute(name, value);
    for (const { name, values, description, unit } of table.columns) {
      const dataset = file.create_dataset({ name, ...contentOf(values) });
      dataset.create_attribute('description', description);
      if (unit !== undefined) dataset.create_attribute('unit', unit);
    }
    file.close();
    return files.readFile(scratch);
  } finally {
    if (files.analyzePath(scratch).exists) files.unlink(scratch);
  }
}

/** The library makes out type and shape of a list by its first element, which an empty one lacks. */
function contentOf(values: Column['values']) {
  if (values instanceof Float64Array) return { data: values, shape: [values.length], dtype: '<d' };
  return { data: [...values], shape: [values.length], dtype: 'S' };
}

/**
 * Reads what `tableToHdf5` wrote.
 *
 * @throws FileError when the bytes are no HDF5 file, or hold something else than columns of equal length
 */
export async function tableFromHdf5(bytes: Uint8Array): Promise<Table> {
  const { hdf5, files } = await load();
  files.writeFile(scratch, bytes);
  try {
    const file = new hdf5.File(scratch, 'r', { track_order: true });
    try {
      const columns = file.keys().map(name => {
        const entity = file.get(name);
        if (!(entity instanceof hdf5.Dataset))
          refuse(`${name} is no dataset; expected columns at the root of the file.`);
        return columnOf(name, entity.value, attributesOf(entity.attrs));
      });
      const table = { columns, attributes: attributesOf(file.attrs) };
      checkTable(table);
      return table;
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    // The library tells its whole way down; the last line says what was wrong.
    const cause = String(error)
      .trim()
      .split('\n')
      .at(-1)!
      .replace(/^\s*minor: /, '');
    return refuse(`The bytes are not an HDF5 file that can be read: ${cause}. It is damaged, or of another format.`);
  } finally {
    files.unlink(scratch);
  }
}

function attributesOf(
  attributes: Readonly<Record<string, { readonly value: unknown }>>,
): Record<string, string | number> {
  const entries = Object.entries(attributes).map(([name, { value }]): [string, string | number] => {
    if (typeof value === 'string' || typeof value === 'number') return [name, value];
    return refuse(`The attribute ${name} is neither a text nor a number.`);
  });
  return Object.fromEntries(entries);
}

function columnOf(name: string, values: unknown, { description = '', unit }: Record<string, string | number>): Column {
  const isText = Array.isArray(values) && values.every(value => typeof value === 'string');
  if (!(values instanceof Float64Array) && !isText) refuse(`Column ${name} holds neither 64-bit reals nor texts.`);
  return { name, values, description: String(description), ...(unit === undefined ? {} : { unit: String(unit) }) };
}
