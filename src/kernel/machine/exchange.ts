/** Before a kernel reads sites of other ranks: what has changed there since the last time comes over. */
import { loadsOf } from '../ir/reachable.ts';
import type { KernelShape } from '../shape.ts';
import { isField } from '../trace/roles.ts';
import { realArray } from './block.ts';
import type { Communicator, Message } from './communicator.ts';
import { modulo } from './digits.ts';
import type { Parity } from './grid.ts';
import type { Region, Route } from './halo.ts';
import { copyWithin, pack, unpack } from './parcel.ts';
import { wordSize } from './precision.ts';
import type { Storage } from './storage.ts';

/** What the kernel reads of a field in a region: components on even and on odd sites. */
interface Read {
  readonly storage: Storage;
  readonly region: Region;
  readonly components: readonly [even: readonly number[], odd: readonly number[]];
}

/**
 * Makes room for the sites of other ranks in fields that the kernel reads at neighbours.
 *
 * @param storages in the order of the kernel's fields
 * @returns what brings them over, to be called before every launch; undefined if nothing is ever needed
 */
export function haloExchange(
  kernel: KernelShape,
  storages: readonly Storage[],
  sites: Parity,
): (() => void) | undefined {
  const { division, halo } = storages[0].grid;
  if (!division || !halo) return;
  const names = Object.keys(kernel.roles).filter(name => isField(kernel.roles[name]));
  const reads = names.flatMap((name, k) => readsOf(kernel, name, storages[k], sites));
  if (reads.length === 0) return;
  const fields = [...new Set(reads.map(({ storage }) => storage))];
  for (const storage of fields) storage.reserveHalo();
  const { communicator } = division;
  let times = fields.map(() => -1);
  return () => {
    if (fields.every(({ changes }, k) => changes.time === times[k])) return;
    const parcels = reads.flatMap(parcelsOf);
    exchange(
      communicator,
      parcels.filter(({ route }) => route.step !== 0),
    );
    for (const { storage, route, components } of parcels) {
      if (route.step === 0) copyWithin(storage, route, components);
    }
    times = fields.map(({ changes }) => changes.time);
  };
}

function readsOf(kernel: KernelShape, name: string, storage: Storage, sites: Parity): Read[] {
  const found = new Map<Region, [Set<number>, Set<number>]>();
  for (const { field, component, displacement } of loadsOf(kernel.effects.map(effect => effect.value))) {
    if (field !== name || displacement.every(d => d === 0)) continue;
    const distance = displacement.reduce((sum, d) => sum + d, 0);
    for (const region of storage.grid.halo!.regionsAt(displacement)) {
      const components = found.get(region) ?? [new Set(), new Set()];
      found.set(region, components);
      for (const own of [0, 1]) {
        if (sites !== (own === 0 ? 'odd' : 'even')) components[modulo(own + distance, 2)].add(component);
      }
    }
  }
  const sorted = (components: Set<number>) => [...components].sort((a, b) => a - b);
  return [...found].map(([region, [even, odd]]) => ({ storage, region, components: [sorted(even), sorted(odd)] }));
}

/** Components that travel along a route. */
interface Parcel {
  readonly storage: Storage;
  readonly route: Route;
  readonly components: readonly number[];
}

/** What of it is newer than what other ranks have. */
function parcelsOf({ storage, region, components }: Read): Parcel[] {
  const newer = components.map((read, parity) => storage.changes.taken(region, parity as 0 | 1, read));
  return region.routes.flatMap(route => {
    const travelling = newer[route.parity];
    return travelling.length > 0 ? [{ storage, route, components: travelling }] : [];
  });
}

/** Room for what travels. Contents last until the next exchange, so that all fields share it. */
interface Room {
  send: ArrayBuffer;
  receive: ArrayBuffer;
}

const rooms = new WeakMap<Communicator, Room>();
const alignment = 8;

/** One message to each rank. */
function exchange(communicator: Communicator, parcels: readonly Parcel[]): void {
  if (parcels.length === 0) return;
  // By step: in the same order on all ranks, whose lists differ in the ranks only.
  const sorted = [...parcels].sort((a, b) => a.route.step - b.route.step);
  const lengths = sorted.map(({ route, components }) => components.length * route.count);
  const firsts: number[] = [];
  let end = 0;
  for (const [k, { storage }] of sorted.entries()) {
    firsts.push(end);
    end += Math.ceil((lengths[k] * wordSize[storage.precision]) / alignment) * alignment;
  }
  const room = roomFor(communicator, end);
  const numbers = (buffer: ArrayBuffer, k: number) =>
    new (realArray(sorted[k].storage.precision))(buffer, firsts[k], lengths[k]);
  const messages: Message[] = [];
  for (let k = 0; k < sorted.length; ) {
    const { step, to, from } = sorted[k].route;
    const first = firsts[k];
    while (k < sorted.length && sorted[k].route.step === step) k++;
    const length = (firsts[k] ?? end) - first;
    messages.push({
      to,
      from,
      send: new Uint8Array(room.send, first, length),
      receive: new Uint8Array(room.receive, first, length),
    });
  }
  for (const [k, { storage, route, components }] of sorted.entries()) {
    pack(storage, route.source, components, numbers(room.send, k));
  }
  communicator.exchange(messages);
  for (const [k, { storage, route, components }] of sorted.entries()) {
    unpack(storage, route.target, components, numbers(room.receive, k));
  }
}

function roomFor(communicator: Communicator, bytes: number): Room {
  let room = rooms.get(communicator);
  if (!room || room.send.byteLength < bytes) {
    room = { send: new ArrayBuffer(bytes), receive: new ArrayBuffer(bytes) };
    rooms.set(communicator, room);
  }
  return room;
}
