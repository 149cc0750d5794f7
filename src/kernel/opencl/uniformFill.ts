/**
 * Uniform random numbers, made on the device: Philox4x32-10, two numbers of 52 bits for each slot. The bits are those of
 * lattice/random.
 *
 * Reference: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, SC11 (2011), doi:10.1145/2063384.2063405.
 */
import type { FieldMemory, UniformFill } from '../backend.ts';
import type { FieldCopy } from '../device/copies.ts';
import type { Device } from '../device/device.ts';
import { sharedFunction } from '../device/scratch.ts';
import { siteNumbers } from '../device/tables.ts';
import { philoxConstants } from '../wasm/philox.ts';
import { realWords } from './preamble.ts';

const { multipliers, weyl, rounds } = philoxConstants;

const source = `${realWords('f64')}
double uniform(const uint low, const uint high) {
  const ulong bits = (ulong)1023 << 52 | (ulong)high << 20 | low >> 12;
  return as_double(bits) - 1.0 + 0x1p-53;
}
kernel void fill(global real *field, const int held, const int first, global const int *numbers, const int sites, const int count, const int key0, const int key1, const int trajectory, const int purpose, const int firstSlot) {
  const int item = get_global_id(0);
  if (item >= count) return;
  const int slot = item / sites;
  const int site = item % sites;
  uint4 c = (uint4)(numbers[site], firstSlot + slot, trajectory, purpose);
  uint2 key = (uint2)(key0, key1);
  for (int round = 0; round < ${rounds}; round++) {
    const uint2 high = (uint2)(mul_hi(${multipliers[0]}u, c.x), mul_hi(${multipliers[1]}u, c.z));
    const uint2 low = (uint2)(${multipliers[0]}u * c.x, ${multipliers[1]}u * c.z);
    c = (uint4)(high.y ^ c.y ^ key.x, low.y, high.x ^ c.w ^ key.y, low.x);
    key += (uint2)(${weyl[0]}u, ${weyl[1]}u);
  }
  field[2 * slot * held + first + site] = uniform(c.x, c.y);
  field[(2 * slot + 1) * held + first + site] = uniform(c.z, c.w);
}
`;

export function deviceUniformFill(device: Device, field: FieldMemory): UniformFill {
  const { grid, parity, components } = field;
  const half = grid.outerVolume / 2;
  const sites = parity === 'all' ? grid.outerVolume : half;
  const numbers = siteNumbers(device, field);
  return (words, firstSlot) => {
    const copy = field.onDevice(grid.halo ? 'change' : 'overwrite') as FieldCopy;
    const count = (sites * components) / 2;
    const kernel = sharedFunction(device, source, 'fill');
    kernel.setMemory(0, copy.memory);
    kernel.setInt(1, copy.held);
    kernel.setInt(2, copy.own.first);
    kernel.setMemory(3, numbers);
    [sites, count, ...words, firstSlot].forEach((value, k) => {
      kernel.setInt(4 + k, value | 0);
    });
    kernel.run(count);
  };
}
