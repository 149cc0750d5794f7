/** The back ends that machines are made from: those that come with Cask, and any that were registered. */
import type { Backend } from '../backend.ts';
import { js } from '../js/backend.ts';
import { wasm128, wasm256 } from '../wasm/backend.ts';

/** What all others are compared with. */
export const reference: Backend = js;

const list: Backend[] = [js, wasm128, wasm256];

/** All back ends, the reference first. */
export function backends(): readonly Backend[] {
  return list;
}

/**
 * Adds a back end to the list, under its name: `new Machine(name)` finds it, `chooseMachine('auto')` compares it with
 * the reference and times it among the others.
 *
 * @throws if the name is taken
 */
export function registerBackend(backend: Backend): void {
  if (list.some(({ name }) => name === backend.name)) {
    throw new Error(`There is a back end called ${backend.name} already; give this one a name of its own.`);
  }
  list.push(backend);
}

/** The back end of this name, or of the form `opencl:WHICH`. @throws if there is none */
export function backendNamed(name: string): Backend {
  const colon = name.indexOf(':');
  const kind = colon < 0 ? name : name.slice(0, colon);
  const found = list.find(backend => backend.name === kind);
  if (found && colon < 0) return found;
  if (found?.member) return found.member(name.slice(colon + 1));
  throw new Error(`There is no machine called ${name}; there are ${list.map(backend => backend.name).join(', ')}.`);
}
