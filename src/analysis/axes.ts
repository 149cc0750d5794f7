/**
 * What the positions in a list stand for. They come from
 *   1. `observables.json` in the run folder, by observable:
 *      { "mesons": { "labels": ["P(0 0 0) C(0)", …] }, "flowEnergy": { "axis": [0.1, 0.2], "label": "t/a²" } },
 *   2. a list of numbers in the entry of [measure] that has the name of the observable,
 *   3. otherwise 0, 1, 2, …
 * Labels also tell which positions belong together: `W(2,3)` is the point 3 of the curve `W(2,·)`.
 */
import { z } from 'zod';
import { describe } from '../catalogue/descriptions.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { NamedText } from '../runfile/runTexts.ts';

const fileSchema = z.record(
  z.string(),
  z.object({
    title: z.string().optional(),
    unit: z.string().optional(),
    labels: z.array(z.string()).readonly().optional(),
    axis: z.array(z.number()).readonly().optional(),
    label: z.string().optional(),
  }),
);

/** What is known of one observable. */
export type ListFacts = z.output<typeof fileSchema>[string];

/** What is known of lists, by observable. */
export type Axes = ReadonlyMap<string, ListFacts>;

/** Positions of a list that belong together, and what they stand for. */
export interface Curve {
  /** Empty where the list is one curve. */
  readonly name: string;
  readonly axis: string;
  readonly positions: readonly number[];
  readonly x: readonly number[];
}

/** @param facts what is known of observables beside their numbers, as `observables.json` holds it */
export function axesOf(measure: object, facts: Readonly<Record<string, ListFacts>> = {}): Axes {
  const fromMeasure = Object.entries(measure).flatMap(([name, entry]): [string, ListFacts][] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const list = Object.values(entry).find(value => Array.isArray(value) && value.every(x => typeof x === 'number'));
    return list === undefined ? [] : [[name, { axis: list }]];
  });
  return new Map([...fromMeasure, ...Object.entries(facts)]);
}

/** Reads the text of `observables.json`. @throws InputError when it cannot be used */
export function factsFrom(file: NamedText): Readonly<Record<string, ListFacts>> {
  const content = fileSchema.safeParse(jsonOf(file));
  if (content.success) return content.data;
  throw new InputError([
    `${file.path} is no table of axes; expected { "NAME": { "labels": [texts] } } or "axis": [numbers].`,
  ]);
}

function jsonOf({ path, text }: NamedText): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([`${path} is not JSON; expected a table of axes, or no such file.`]);
  }
}

/** The curves of a list; labels or an axis of another length than the list are not used. */
export function curvesOf(name: string, width: number, axes: Axes): Curve[] {
  const { labels, axis, label = describe(name).axis } = axes.get(name) ?? {};
  if (labels?.length === width) return labelledCurves(labels, label);
  const positions = Array.from({ length: width }, (_, index) => index);
  return [{ name: '', axis: label, positions, x: axis?.length === width ? axis : positions }];
}

/** The text of each position in tables. */
export function positionNames(name: string, width: number, axes: Axes): readonly string[] {
  const { labels, axis } = axes.get(name) ?? {};
  if (labels?.length === width) return labels;
  return Array.from({ length: width }, (_, index) =>
    String(Number((axis?.length === width ? axis[index] : index).toPrecision(12))),
  );
}

/** `…(a,b)` is the point b of the curve `…(a,·)`; labels without a number at their end make no curve. */
function labelledCurves(labels: readonly string[], axis: string): Curve[] {
  const curves = new Map<string, { positions: number[]; x: number[] }>();
  labels.forEach((label, position) => {
    const match = /^(.*?)(-?\d+(?:\.\d+)?)\)$/.exec(label);
    if (match === null) return;
    const name = `${match[1]}·)`;
    const curve = curves.get(name) ?? { positions: [], x: [] };
    curve.positions.push(position);
    curve.x.push(Number(match[2]));
    curves.set(name, curve);
  });
  const several = curves.size > 1;
  return [...curves].map(([name, curve]) => ({ name: several ? name : '', axis, ...curve }));
}
