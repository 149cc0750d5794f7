/** Numbers of some components at some places, into a message and out of it. */
import type { Places, Route } from './halo.ts';
import type { Storage } from './storage.ts';

type Reals = Float64Array | Float32Array;

/** Neighbouring components, as first and number. */
function runsOf(components: readonly number[]): [first: number, count: number][] {
  const runs: [number, number][] = [];
  for (const c of components) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] === c) last[1]++;
    else runs.push([c, 1]);
  }
  return runs;
}

/** Sites that follow each other, all lanes of them, as one piece. */
function piecesOf({ outer, lane }: Places): Int32Array {
  const known = pieces.get(outer);
  if (known) return known;
  const found: number[] = [];
  for (let i = 0; i < outer.length; ) {
    const first = i++;
    if (lane[first] < 0) while (i < outer.length && lane[i] < 0 && outer[i] === outer[i - 1] + 1) i++;
    found.push(outer[first], i - first, lane[first]);
  }
  const made = Int32Array.from(found);
  pieces.set(outer, made);
  return made;
}

const pieces = new WeakMap<Int32Array, Int32Array>();

/** Copies between memory (`inMemory`) and message (`inMessage`): so many numbers. */
type Copy = (inMemory: number, inMessage: number, count: number) => void;

function walk(storage: Storage, firstSite: number, places: Places, components: readonly number[], copy: Copy): void {
  const { lanes } = storage.grid;
  const perSite = storage.components * lanes;
  const all = components.length === storage.components;
  const runs = runsOf(components);
  const list = piecesOf(places);
  let at = 0;
  for (let i = 0; i < list.length; i += 3) {
    const [first, sites, lane] = [(list[i] - firstSite) * perSite, list[i + 1], list[i + 2]];
    if (lane < 0 && all) {
      copy(first, at, sites * perSite);
      at += sites * perSite;
    } else if (lane < 0) {
      for (let site = first; site < first + sites * perSite; site += perSite) {
        for (const [c, count] of runs) {
          copy(site + c * lanes, at, count * lanes);
          at += count * lanes;
        }
      }
    } else for (const c of components) copy(first + c * lanes + lane, at++, 1);
  }
}

/** Shorter pieces are copied faster one by one. */
const longPiece = 128;

export function pack(storage: Storage, places: Places, components: readonly number[], message: Reals): void {
  if (storage.isOnDevice) return void storage.onDevice('read').gather(places.outer, components, message);
  const { values, firstSite } = storage.held;
  walk(storage, firstSite, places, components, (from, to, count) => {
    if (count >= longPiece) message.set(values.subarray(from, from + count), to);
    else for (let k = 0; k < count; k++) message[to + k] = values[from + k];
  });
}

export function unpack(storage: Storage, places: Places, components: readonly number[], message: Reals): void {
  if (storage.isOnDevice) return void storage.onDevice('change').scatter(places.outer, components, message);
  const { values, firstSite } = storage.held;
  walk(storage, firstSite, places, components, (to, from, count) => {
    if (count >= longPiece) values.set(message.subarray(from, from + count), to);
    else for (let k = 0; k < count; k++) values[to + k] = message[from + k];
  });
}

/** From this rank to itself. */
export function copyWithin(storage: Storage, { source, target }: Route, components: readonly number[]): void {
  if (storage.isOnDevice) return void storage.onDevice('change').move(source.outer, target.outer, components);
  const { values, firstSite } = storage.held;
  const { lanes } = storage.grid;
  const perSite = storage.components * lanes;
  for (let i = 0; i < source.outer.length; i++) {
    const from = (source.outer[i] - firstSite) * perSite;
    const to = (target.outer[i] - firstSite) * perSite;
    const [first, last] = source.lane[i] < 0 ? [0, lanes] : [source.lane[i], source.lane[i] + 1];
    const shift = to - from + (source.lane[i] < 0 ? 0 : target.lane[i] - source.lane[i]);
    for (const c of components) {
      for (let at = from + c * lanes + first; at < from + c * lanes + last; at++) values[at + shift] = values[at];
    }
  }
}
