/** Before a kernel reads sites of other ranks: what has changed there since the last time comes over. */
import { loadsOf } from '../ir/reachable.ts';
import type { KernelShape } from '../shape.ts';
import { isField } from '../trace/roles.ts';
import { realArray } from './block.ts';
import type { Communicator, Message } from './communicator.ts';
import type { Parity } from './grid.ts';
import type { ExchangeList, Places, Route } from './halo.ts';
import { wordSize } from './precision.ts';
import type { Storage } from './storage.ts';

type Reals = Float64Array | Float32Array;

/** A field with what the kernel needs of it from elsewhere. */
interface Read {
  readonly storage: Storage;
  readonly list: ExchangeList;
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
  const { grid } = storages[0];
  if (!grid.division) return;
  const names = Object.keys(kernel.roles).filter(name => isField(kernel.roles[name]));
  const reads = names.flatMap((name, k): Read[] => {
    const list = grid.exchangeList(displacementsOf(kernel, name), sites);
    return list && (list.copies || list.routes.length > 0) ? [{ storage: storages[k], list }] : [];
  });
  if (reads.length === 0) return;
  for (const { storage } of reads) storage.reserveHalo();
  const { communicator } = grid.division;
  return () => {
    const stale = reads.filter(({ storage, list }) => storage.isStale(list));
    if (stale.length === 0) return;
    const sent = parcels(communicator, stale);
    for (const { storage, route, send } of sent) pack(storage, route.source, send);
    communicator.exchange(sent.map(({ message }) => message));
    for (const { storage, route, receive } of sent) unpack(storage, route.target, receive);
    for (const { storage, list } of stale) {
      if (list.copies) copy(storage, list.copies);
      storage.exchangedNow(list);
    }
  };
}

function displacementsOf(kernel: KernelShape, name: string): (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  for (const { field, displacement } of loadsOf(kernel.effects.map(effect => effect.value))) {
    if (field === name && displacement.some(d => d !== 0)) found.set(displacement.join(), displacement);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, displacement]) => displacement);
}

interface Parcel {
  readonly storage: Storage;
  readonly route: Route;
  readonly send: Reals;
  readonly receive: Reals;
  readonly message: Message;
}

/** Room for what travels. Contents last until the next exchange, so that all fields share it. */
interface Room {
  send: ArrayBuffer;
  receive: ArrayBuffer;
}

const rooms = new WeakMap<Communicator, Room>();
const alignment = 8;

function parcels(communicator: Communicator, reads: readonly Read[]): Parcel[] {
  const wanted = reads.flatMap(({ storage, list }) =>
    list.routes.map(route => {
      const { components, precision, grid } = storage;
      const length = components * route.source.lane.reduce((sum, lane) => sum + (lane < 0 ? grid.lanes : 1), 0);
      return { storage, route, length, bytes: length * wordSize[precision] };
    }),
  );
  const room = roomFor(
    communicator,
    wanted.reduce((sum, { bytes }) => sum + aligned(bytes), 0),
  );
  let at = 0;
  return wanted.map(({ storage, route, length, bytes }) => {
    const reals = (buffer: ArrayBuffer) => new (realArray(storage.precision))(buffer, at, length);
    const [send, receive] = [reals(room.send), reals(room.receive)];
    const inBytes = (buffer: ArrayBuffer) => new Uint8Array(buffer, at, bytes);
    const message = { to: route.to, send: inBytes(room.send), from: route.from, receive: inBytes(room.receive) };
    at += aligned(bytes);
    return { storage, route, send, receive, message };
  });
}

const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

function roomFor(communicator: Communicator, bytes: number): Room {
  let room = rooms.get(communicator);
  if (!room || room.send.byteLength < bytes) {
    room = { send: new ArrayBuffer(bytes), receive: new ArrayBuffer(bytes) };
    rooms.set(communicator, room);
  }
  return room;
}

function pack({ components, grid: { lanes }, held }: Storage, { outer, lane }: Places, out: Reals): void {
  const { values, firstSite } = held;
  const perSite = components * lanes;
  let k = 0;
  for (let i = 0; i < outer.length; i++) {
    const first = (outer[i] - firstSite) * perSite;
    if (lane[i] < 0) for (let n = first; n < first + perSite; n++) out[k++] = values[n];
    else for (let c = 0; c < components; c++) out[k++] = values[first + c * lanes + lane[i]];
  }
}

function unpack({ components, grid: { lanes }, held }: Storage, { outer, lane }: Places, numbers: Reals): void {
  const { values, firstSite } = held;
  const perSite = components * lanes;
  let k = 0;
  for (let i = 0; i < outer.length; i++) {
    const first = (outer[i] - firstSite) * perSite;
    if (lane[i] < 0) for (let n = first; n < first + perSite; n++) values[n] = numbers[k++];
    else for (let c = 0; c < components; c++) values[first + c * lanes + lane[i]] = numbers[k++];
  }
}

function copy({ components, grid: { lanes }, held }: Storage, { source, target }: Route): void {
  const { values, firstSite } = held;
  const perSite = components * lanes;
  for (let i = 0; i < source.outer.length; i++) {
    const from = (source.outer[i] - firstSite) * perSite;
    const to = (target.outer[i] - firstSite) * perSite;
    if (source.lane[i] < 0) values.copyWithin(to, from, from + perSite);
    else {
      for (let c = 0; c < components * lanes; c += lanes) {
        values[to + c + target.lane[i]] = values[from + c + source.lane[i]];
      }
    }
  }
}
