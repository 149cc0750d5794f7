/** Observables of spins from files: `cask measure` and `cask show` on what runs of spins leave behind. */
import { positionLabels, spinObservableNamed } from '../../catalogue/index.ts';
import { FileError, lengthDefect, type ReadSpins } from '../../files/index.ts';
import { isSpinFile, openSpins } from '../../files/node/index.ts';
import type { Machine } from '../../kernel/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { modelSection } from '../../runfile/schema/spin/model.ts';
import { modelOf } from '../../simulation/spins/theory.ts';
import { magnetisation, SpinField } from '../../spin/index.ts';
import type { AnswerFacts } from './facts.ts';
import type { Measured, Value } from './measurer.ts';
import { namesFor } from './observables.ts';
import type { MeasureRequest } from './request.ts';

/** @throws InputError naming the file */
export function holdsSpins(path: string): boolean {
  return asInput(() => isSpinFile(path));
}

/** @throws InputError naming the file: damage, or another content */
export function openSpinFile(path: string): ReadSpins {
  return asInput(() => openSpins(path));
}

function asInput<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof FileError ? new InputError([error.message]) : error;
  }
}

/** What is done to links, by flag. */
const ofLinks = {
  gauge: '--gauge',
  stout: '--stout',
  smear: '--smear',
  flow: '--flow',
  flowHistory: '--flow-history',
} as const;

/** Measures with the model that the file names. @throws InputError naming the file, or a flag that spins cannot obey */
export function measureSpins(
  path: string,
  request: MeasureRequest,
  machineOf: (extents: readonly number[]) => Machine,
): Measured {
  const unfit = Object.entries(ofLinks).flatMap(([key, flag]) => (key in request ? [flag] : []));
  if (unfit.length > 0) {
    throw new InputError([`${path} holds spins; ${unfit.join(' and ')} can be done to links alone. Leave it out.`]);
  }
  const { configuration, remarks } = openSpinFile(path);
  const { extents, components, spins, model: section } = configuration;
  const lattice = new Lattice(extents, machineOf(extents));
  const u = new SpinField(lattice, lattice.field(components).fromArray(spins));
  const model = section && modelOf(modelFrom(section, path), extents);
  const values: Record<string, Value> = {};
  const labels: Record<string, readonly string[]> = {};
  const facts: Record<string, AnswerFacts> = {};
  for (const name of namesFor('spins', request.observe, path)) {
    try {
      const { title, unit, shape, axis, coordinates, settings, measure } = spinObservableNamed(
        name,
        {},
        { lattice, ...(model ? { model } : {}) },
      );
      const value = measure(u);
      values[name] = value;
      const named = typeof value === 'number' ? undefined : positionLabels(coordinates, value.length);
      if (named) labels[name] = named;
      // Electrons are those of the model, so that it belongs to what their numbers are.
      const ofModel = needsModel(name) && section ? { model: section } : {};
      facts[name] = {
        title,
        unit,
        shape,
        axis,
        ...(coordinates ? { coordinates } : {}),
        settings: { ...settings, ...ofModel },
      };
    } catch (error) {
      throw error instanceof Error ? new InputError([`${path}: ${error.message}`]) : error;
    }
  }
  return { values, labels, facts, remarks };
}

const needsModel = (name: string) => ['energy', 'filling', 'numberVariance'].includes(name);

function modelFrom(section: object, path: string) {
  const parsed = modelSection.safeParse(section);
  if (parsed.success) return parsed.data;
  throw new InputError([`${path}: its metadata cask.model is no section [model] of a run file.`]);
}

/** What `show` says about a file of spins. */
export function spinFacts(file: string) {
  const { configuration, remarks } = openSpinFile(file);
  const { extents, components, spins, model } = configuration;
  return {
    file,
    format: 'spins in safetensors',
    components,
    extents,
    magnetisation: magnetisation(spins, extents),
    staggeredMagnetisation: magnetisation(spins, extents, true),
    lengthDefect: lengthDefect(configuration),
    ...(model ? { model } : {}),
    remarks,
  };
}

export function spinLines(facts: ReturnType<typeof spinFacts>): [string, string][] {
  const sites = facts.extents.reduce((product, extent) => product * extent, 1);
  return [
    ['file', facts.file],
    ['format', facts.format],
    ['spins', `${facts.components} components on ${facts.extents.join('×')}  (x first; ${sites} sites)`],
    ['magnetisation', `${facts.magnetisation}`],
    ['staggered', `${facts.staggeredMagnetisation}`],
    ['lengths', `off 1 by at most ${facts.lengthDefect.toPrecision(2)}`],
    ['model', facts.model === undefined ? '' : JSON.stringify(facts.model)],
    ...(facts.remarks.length > 0 ? facts.remarks : ['nothing']).map((remark): [string, string] => ['remark', remark]),
  ];
}
