/** Numbers travel between host and device when the other side asks for them, and not before. */
import { describe, expect, test } from 'vitest';
import type { Backend, FieldMemory } from '../backend.ts';
import { wasm128 } from '../wasm/backend.ts';
import { Machine } from './machine.ts';
import type { DeviceCopy } from './residence.ts';
import { Storage } from './storage.ts';

/** A device whose memory is an array, and a list of what travelled. */
class Memory implements DeviceCopy {
  readonly numbers: Float64Array;
  readonly travels: string[];

  constructor({ values }: FieldMemory, travels: string[]) {
    this.numbers = new Float64Array(values.length).fill(Number.NaN);
    this.travels = travels;
  }
  take(values: Float64Array): void {
    this.travels.push('to device');
    this.numbers.set(values);
  }
  give(values: Float64Array): void {
    this.travels.push('to host');
    values.set(this.numbers);
  }
  fill(value: number): void {
    this.numbers.fill(value);
  }
  takeFrom({ numbers }: Memory): void {
    this.numbers.set(numbers);
  }
  gather(): void {
    throw new Error('There is one rank here.');
  }
  scatter(): void {
    this.gather();
  }
  move(): void {
    this.gather();
  }
  free(): void {
    this.travels.push('freed');
  }
}

function storages(count: number) {
  const travels: string[] = [];
  const backend: Backend = { ...wasm128, name: 'far', deviceCopy: field => new Memory(field, travels) };
  const machine = new Machine(backend);
  return { travels, fields: Array.from({ length: count }, () => new Storage(machine, [4, 4], 1, 'f64', 'all')) };
}

/** As a kernel does that adds 1 to every number. */
function addOne(field: Storage): void {
  const { numbers } = field.onDevice('change') as Memory;
  numbers.forEach((x, k) => {
    numbers[k] = x + 1;
  });
}

describe('a field with a copy on a device', () => {
  test('goes there once, however many kernels use it, and comes back when it is read', () => {
    const { travels, fields } = storages(1);
    const [field] = fields;
    field.values.fill(5);
    addOne(field);
    addOne(field);
    expect(travels).toEqual(['to device']);
    expect(field.reading[3]).toBe(7);
    expect(field.reading[4]).toBe(7);
    addOne(field);
    expect(travels).toEqual(['to device', 'to host']);
    expect(field.values[3]).toBe(8);
  });

  test('goes there again when the host may have changed it, not when it was only read', () => {
    const { travels, fields } = storages(1);
    const [field] = fields;
    addOne(field);
    field.values[0] = 10;
    addOne(field);
    expect([...field.reading].slice(0, 2)).toEqual([11, 2]);
    addOne(field);
    expect(travels).toEqual(['to device', 'to host', 'to device', 'to host']);
  });

  test('does not go there to be overwritten', () => {
    const { travels, fields } = storages(1);
    const [field] = fields;
    (field.onDevice('overwrite') as Memory).numbers.fill(3);
    expect(field.reading[7]).toBe(3);
    expect(travels).toEqual(['to host']);
  });

  test('is filled and copied there', () => {
    const { travels, fields } = storages(2);
    const [one, other] = fields;
    addOne(one);
    one.fill(4);
    addOne(one);
    other.copyFrom(one);
    addOne(other);
    expect(travels).toEqual(['to device']);
    expect([one.reading[0], other.reading[0]]).toEqual([5, 6]);
  });

  test('takes over numbers of the host from one that is newest there', () => {
    const { fields } = storages(2);
    const [one, other] = fields;
    addOne(other);
    one.values.fill(2);
    other.copyFrom(one);
    addOne(other);
    expect(other.reading[0]).toBe(3);
  });

  test('gives the memory there back with its own', () => {
    const { travels, fields } = storages(1);
    addOne(fields[0]);
    fields[0].free();
    expect(travels).toEqual(['to device', 'freed']);
  });
});
