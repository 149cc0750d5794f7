/**
 * What the positions in a list stand for: flow times, distances, Euclidean times. They come from
 *   1. `observables.json` in the run folder: { "flowEnergy": { "axis": [0.1, 0.2], "label": "t/a²" } },
 *   2. a list of numbers in the entry of [measure] that has the name of the observable,
 *   3. otherwise 0, 1, 2, …
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../input/problem.ts';
import { describe } from './observables.ts';

export interface Axis {
  readonly label: string;
  readonly values: readonly number[];
}

export type Axes = ReadonlyMap<string, { readonly label?: string; readonly axis: readonly number[] }>;

const axesFile = z.record(z.string(), z.object({ label: z.string().optional(), axis: z.array(z.number()) }));

/** @param folder where `observables.json` may lie @throws InputError when it is there and cannot be used */
export function readAxes(folder: string | undefined, measure: object): Axes {
  const fromMeasure = Object.entries(measure).flatMap(([name, entry]): [string, { axis: readonly number[] }][] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const list = Object.values(entry).find(value => Array.isArray(value) && value.every(x => typeof x === 'number'));
    return list === undefined ? [] : [[name, { axis: list }]];
  });
  const path = folder === undefined ? undefined : join(folder, 'observables.json');
  if (path === undefined || !existsSync(path)) return new Map(fromMeasure);
  const content = axesFile.safeParse(jsonOf(path));
  if (!content.success) {
    throw new InputError([`${path} is no table of axes; expected { "NAME": { "axis": [numbers], "label": "text" } }.`]);
  }
  const fromFile = Object.entries(content.data).map(([name, { label, axis }]) => {
    return [name, { axis, ...(label === undefined ? {} : { label }) }] as const;
  });
  return new Map([...fromMeasure, ...fromFile]);
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new InputError([`${path} is not JSON; expected a table of axes, or no such file.`]);
  }
}

/** The axis of a list; an axis of another length than the list is not used. */
export function axisOf(name: string, width: number, axes: Axes): Axis {
  const given = axes.get(name);
  if (given !== undefined && given.axis.length === width) {
    return { label: given.label ?? describe(name).axis, values: given.axis };
  }
  const label = describe(name).axis;
  return { label, values: Array.from({ length: width }, (_, index) => index) };
}
