/**
 * Samples as ArviZ InferenceData: netCDF-4 with one group `posterior`, in which every variable has the dimensions chain
 * and draw, and one of labels where it has several values. `draw` counts trajectories.
 *
 * A netCDF-4 file is an HDF5 file whose dimensions are dimension scales.
 * References: Unidata, NetCDF-4 file format; ArviZ, InferenceData schema specification.
 */
import { refuse } from '../bytes/fileError.ts';
import type { Samples } from '../table/samples.ts';
import { writeAtomically } from './atomic.ts';

const scratch = '/samples.nc';
const group = 'posterior';

/** @throws FileError naming the path */
export async function writeNetcdf(path: string, samples: Samples): Promise<void> {
  const { chains, draws, variables, attributes } = samples;
  if (draws.length === 0 || variables.length === 0) refuse(`${path} was not written: there are no samples.`);
  const hdf5 = await import('h5wasm');
  const { FS: files, activate_throwing_error_handler } = await hdf5.ready;
  activate_throwing_error_handler();
  try {
    const file = new hdf5.File(scratch, 'w', { track_order: true });
    const root = file.create_group(group, true);
    const dimension = (name: string, values: readonly number[] | readonly string[]) => {
      const isText = typeof values[0] === 'string';
      const data = isText ? [...(values as readonly string[])] : Float64Array.from(values as readonly number[]);
      const scale = root.create_dataset({ name, data, shape: [values.length], dtype: isText ? 'S' : '<d' });
      scale.make_scale(name);
    };
    dimension(
      'chain',
      chains.map((_, k) => k),
    );
    dimension('draw', draws);
    for (const { name, values, labels, description, unit } of variables) {
      const own = `${name}_label`;
      if (labels) dimension(own, labels);
      const shape = [chains.length, draws.length, ...(labels ? [labels.length] : [])];
      const dataset = root.create_dataset({ name, data: values, shape, dtype: '<d' });
      ['chain', 'draw', ...(labels ? [own] : [])].forEach((scale, k) => {
        dataset.attach_scale(k, `/${group}/${scale}`);
      });
      dataset.create_attribute('long_name', description);
      if (unit !== '') dataset.create_attribute('units', unit);
    }
    for (const [name, value] of Object.entries({ ...attributes, chains: chains.join(' ') })) {
      root.create_attribute(name, value);
    }
    file.close();
    writeAtomically(path, files.readFile(scratch));
  } finally {
    if (files.analyzePath(scratch).exists) files.unlink(scratch);
  }
}
