/**
 * What is known of observables beside their numbers: `observables.json` in the run folder, by name, as the catalogue
 * describes them. Runs of earlier versions have labels or an axis in place of coordinates:
 *   { "mesons": { "labels": ["P(0,0,0) C(0)", …] }, "flowEnergy": { "axis": [0.1, 0.2], "label": "t/a²" } }
 */
import { z } from 'zod';
import { type Facts, shapes } from '../catalogue/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { NamedText } from '../runfile/runTexts.ts';
import { coordinatesOfLabels } from './oldLabels.ts';

const fold = z.literal([1, -1, 0]);

const factsSchema = z.object({
  title: z.string().optional(),
  symbol: z.string().optional(),
  unit: z.string().optional(),
  role: z.enum(['physics', 'algorithm', 'monitor']).optional(),
  shape: z.enum(shapes).optional(),
  axis: z.union([z.string(), z.array(z.number())]).optional(),
  normalisation: z.string().optional(),
  coordinates: z.record(z.string(), z.array(z.union([z.number(), z.string(), z.null()]))).optional(),
  fold: z.union([fold, z.record(z.string(), fold)]).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  labels: z.array(z.string()).optional(),
  label: z.string().optional(),
});

/** What is known of observables, by name. */
export type FactsByName = Readonly<Record<string, Facts>>;

/** Reads the text of `observables.json`. @throws InputError when it cannot be used */
export function factsFrom(file: NamedText): FactsByName {
  const facts = factsIn(jsonOf(file));
  if (facts !== undefined) return facts;
  throw new InputError([
    `${file.path} is no table of observables; expected { "NAME": { "title": text, "coordinates": { "t": [numbers] } } }.`,
  ]);
}

/** The same from a value; undefined where it is no such table. */
export function factsIn(value: unknown): FactsByName | undefined {
  const content = z.record(z.string(), factsSchema).safeParse(value);
  if (!content.success) return undefined;
  return Object.fromEntries(Object.entries(content.data).map(([name, entry]) => [name, inNewWords(entry)]));
}

function inNewWords({ labels, axis, label, ...rest }: z.output<typeof factsSchema>): Facts {
  const positions = Array.isArray(axis) ? { coordinates: { [label === 't/a²' ? 't' : 'x']: axis } } : {};
  const named = labels === undefined ? {} : { coordinates: coordinatesOfLabels(labels) };
  const what = typeof axis === 'string' ? axis : label;
  const given = { ...positions, ...named, ...rest, ...(what === undefined ? {} : { axis: what }) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Facts;
}

function jsonOf({ path, text }: NamedText): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([`${path} is not JSON; expected a table of observables, or no such file.`]);
  }
}
