/** What rank 0 tells the others to do, and how that travels. */
import type { Communicator } from '../../kernel/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { State, TrajectoryRequest } from '../simulation.ts';

export type RankCommand =
  | { readonly kind: 'assemble'; readonly run: Resolved; readonly ranks: readonly number[] }
  | { readonly kind: 'next'; readonly request: TrajectoryRequest }
  | { readonly kind: 'restore'; readonly lengths: Readonly<Record<string, number>> }
  | { readonly kind: 'freeze' | 'state' | 'configuration' | 'close' }
  | { readonly kind: 'end' };

const lengthBytes = 8;

/** Rank 0 speaks, all others hear. */
export function tell(communicator: Communicator, command: RankCommand): void {
  const text = new TextEncoder().encode(JSON.stringify(command));
  const header = new ArrayBuffer(lengthBytes);
  new Float64Array(header)[0] = text.length;
  communicator.broadcast(new Uint8Array(header));
  communicator.broadcast(text);
}

/** @param patience seconds to wait for the next command */
export function hear(communicator: Communicator, patience: number): RankCommand {
  const header = new ArrayBuffer(lengthBytes);
  communicator.broadcast(new Uint8Array(header), patience);
  const text = new Uint8Array(new ArrayBuffer(new Float64Array(header)[0]));
  communicator.broadcast(text);
  return JSON.parse(new TextDecoder().decode(text)) as RankCommand;
}

/** @param fields lists that `restore` hands out itself */
export function tellState(communicator: Communicator, state: State, fields: readonly string[]): void {
  const told = Object.entries(state).filter(([name]) => !fields.includes(name));
  tell(communicator, {
    kind: 'restore',
    lengths: Object.fromEntries(told.map(([name, { length }]) => [name, length])),
  });
  for (const [, numbers] of told) communicator.broadcast(bytesOf(numbers));
}

export function hearState(communicator: Communicator, lengths: Readonly<Record<string, number>>): State {
  return Object.fromEntries(
    Object.entries(lengths).map(([name, length]) => {
      const numbers = new Float64Array(length);
      communicator.broadcast(bytesOf(numbers));
      return [name, numbers];
    }),
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
