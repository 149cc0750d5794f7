/** Fields of f64 become fields of f32 and the reverse, on the device: the product is one of f64, rounded where it is stored. */
import type { FieldCopy } from '../device/copies.ts';
import type { Device } from '../device/device.ts';
import { sharedFunction } from '../device/scratch.ts';
import { realWords } from './preamble.ts';

const textFor = (from: string, to: string) => `${realWords('f64')}
kernel void convert(global ${to} *field, const int held, const int first, global const ${from} *other, const int otherHeld, const int otherFirst, const int own, const double factor, const int count) {
  const int item = get_global_id(0);
  if (item >= count) return;
  field[item / own * held + first + item % own] = factor * other[item / own * otherHeld + otherFirst + item % own];
}
`;
const lower = textFor('double', 'float');
const raise = textFor('float', 'double');

/** to ← factor from on own sites. */
export function convertOnDevice(device: Device, from: FieldCopy, to: FieldCopy, factor: number): void {
  const kernel = sharedFunction(device, to.precision === 'f32' ? lower : raise, 'convert');
  const { own, components } = to;
  const count = own.count * components;
  kernel.setMemory(0, to.memory);
  kernel.setInt(1, to.held);
  kernel.setInt(2, own.first);
  kernel.setMemory(3, from.memory);
  kernel.setInt(4, from.held);
  kernel.setInt(5, from.own.first);
  kernel.setInt(6, own.count);
  kernel.setReal(7, factor, 'f64');
  kernel.setInt(8, count);
  kernel.run(count);
}
