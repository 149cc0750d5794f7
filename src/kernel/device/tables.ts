/** Tables of a lattice in the memory of a device: neighbours, and global numbers of sites. */
import type { FieldMemory } from '../backend.ts';
import type { Grid } from '../machine/grid.ts';
import type { Device, DeviceMemory } from './device.ts';

const known = new WeakMap<Device, WeakMap<Grid, Map<string, DeviceMemory>>>();

/** A table that is made once. */
export function kept(device: Device, grid: Grid, key: string, numbers: () => Int32Array): DeviceMemory {
  const ofDevice = known.get(device) ?? new WeakMap<Grid, Map<string, DeviceMemory>>();
  known.set(device, ofDevice);
  const ofGrid = ofDevice.get(grid) ?? new Map<string, DeviceMemory>();
  ofDevice.set(grid, ofGrid);
  const present = ofGrid.get(key);
  if (present) return present;
  const list = numbers();
  const made = device.allocate(list.byteLength);
  device.write(made, 0, list);
  ofGrid.set(key, made);
  return made;
}

/** The outer sites at the displacements, one column after the other. */
export function neighbourTable(
  device: Device,
  grid: Grid,
  displacements: readonly (readonly number[])[],
): DeviceMemory {
  return kept(device, grid, `neighbours ${displacements.join(' ')}`, () => {
    const { outerVolume } = grid;
    const interleaved = new Int32Array(outerVolume * displacements.length);
    grid.writeNeighbours(displacements, interleaved);
    const columns = new Int32Array(interleaved.length);
    for (let k = 0; k < displacements.length; k++) {
      for (let site = 0; site < outerVolume; site++) {
        columns[k * outerVolume + site] = interleaved[site * displacements.length + k];
      }
    }
    return columns;
  });
}

const lists = new WeakMap<Device, WeakMap<Int32Array, Map<number, DeviceMemory>>>();

/** A list of sites that stays as it is, each moved by `origin`. */
export function sitesOnDevice(device: Device, sites: Int32Array, origin: number): DeviceMemory {
  const ofDevice = lists.get(device) ?? new WeakMap<Int32Array, Map<number, DeviceMemory>>();
  lists.set(device, ofDevice);
  const ofList = ofDevice.get(sites) ?? new Map<number, DeviceMemory>();
  ofDevice.set(sites, ofList);
  const present = ofList.get(origin);
  if (present) return present;
  const made = device.allocate(sites.byteLength);
  device.write(
    made,
    0,
    sites.map(site => site + origin),
  );
  ofList.set(origin, made);
  return made;
}

const components = new WeakMap<Device, Map<string, DeviceMemory>>();

/** A list of components. */
export function componentsOnDevice(device: Device, list: readonly number[]): DeviceMemory {
  const known = components.get(device) ?? new Map<string, DeviceMemory>();
  components.set(device, known);
  const key = list.join();
  const present = known.get(key);
  if (present) return present;
  const made = device.allocate(list.length * Int32Array.BYTES_PER_ELEMENT);
  device.write(made, 0, Int32Array.from(list));
  known.set(key, made);
  return made;
}

/** The global numbers of a field's own sites, in the order in which they lie. */
export function siteNumbers(device: Device, { grid, parity }: FieldMemory): DeviceMemory {
  const half = grid.outerVolume / 2;
  return kept(device, grid, `numbers of ${parity} sites`, () =>
    Int32Array.from({ length: parity === 'all' ? grid.outerVolume : half }, (_, k) =>
      grid.siteIn(parity === 'odd' ? half + k : k, 0),
    ),
  );
}
