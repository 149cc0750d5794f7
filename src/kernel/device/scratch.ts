/** Memory and functions that all kernels of a device share. Its queue works in order, so that they never meet. */
import type { Precision } from '../machine/precision.ts';
import type { Device, DeviceKernel, DeviceMemory } from './device.ts';
import { type Service, services } from './language.ts';

interface Scratch {
  readonly memory: Map<string, DeviceMemory>;
  readonly functions: Map<string, Map<string, DeviceKernel>>;
  readonly services: Map<Precision, string>;
}

const known = new WeakMap<Device, Scratch>();

function scratchOf(device: Device): Scratch {
  const scratch = known.get(device) ?? { memory: new Map(), functions: new Map(), services: new Map() };
  known.set(device, scratch);
  return scratch;
}

/** At least so many bytes under this name; contents last until somebody else writes there. */
export function scratchMemory(device: Device, name: string, bytes: number): DeviceMemory {
  const { memory } = scratchOf(device);
  const present = memory.get(name);
  if (present && present.bytes >= bytes) return present;
  present?.free();
  memory.delete(name);
  const made = device.allocate(bytes);
  memory.set(name, made);
  return made;
}

/** A function of this text; its arguments are to be set before each run. */
export function sharedFunction(device: Device, source: string, name: string): DeviceKernel {
  const { functions } = scratchOf(device);
  const ofSource = functions.get(source) ?? new Map<string, DeviceKernel>();
  functions.set(source, ofSource);
  const made = ofSource.get(name) ?? device.program(source).kernel(name);
  ofSource.set(name, made);
  return made;
}

type Given<S extends Service> = Readonly<Record<(typeof services)[S][number], DeviceMemory | number>>;

/** Runs a function of the language with `count` work items. */
export function serve<S extends Service>(device: Device, precision: Precision, name: S, given: Given<S>): void {
  const { services: texts } = scratchOf(device);
  const text = texts.get(precision) ?? device.language.services(precision);
  texts.set(precision, text);
  const kernel = sharedFunction(device, text, name);
  const names: readonly (keyof Given<S>)[] = services[name];
  names.forEach((argument, k) => {
    const value = given[argument];
    if (typeof value !== 'number') kernel.setMemory(k, value);
    else if (argument === 'value') kernel.setReal(k, value, precision);
    else kernel.setInt(k, value);
  });
  kernel.run((given as Readonly<Record<string, number>>).count);
}
