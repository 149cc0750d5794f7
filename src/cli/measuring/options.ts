/** The options of every observable that is asked for: what `--set` says first, then the flags that several share. */
import type { NoiseKind } from '../../measure/observables/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { complaints, sentenceOf } from './complaint.ts';
import { entryNamed, optionNames } from './observables.ts';
import type { Settings } from './tables.ts';

/** Flags that stand for the option of the same name wherever an observable has it. */
export interface SharedOptions {
  /** Of quarks. */
  readonly mass?: number;
  /** Of Wilson quarks, in place of the mass. */
  readonly kappa?: number;
  readonly csw?: number;
  readonly flavours: number;
  /** Exact trace instead of noise. */
  readonly exact: boolean;
  readonly noise: NoiseKind;
  readonly vectors: number;
}

export interface Asked extends SharedOptions {
  readonly observe: readonly string[];
  readonly set?: Settings;
}

/** The options of one observable, as its table in a run file would hold them. */
export function optionsOf(name: string, { set = {}, ...shared }: Asked): Record<string, unknown> {
  const own = set[name] ?? {};
  const known = optionNames(name);
  const flags: Record<string, unknown> = {
    ...massOf(own, shared, known),
    ...(shared.csw === undefined ? {} : { cSw: shared.csw }),
    flavours: shared.flavours,
    kind: shared.exact ? 'exact' : 'noise',
    noise: shared.noise,
    vectors: shared.vectors,
  };
  return { ...Object.fromEntries(Object.entries(flags).filter(([key]) => known.includes(key))), ...own };
}

/** Wilson quarks have kappa or a mass, not both: --kappa before --mass, and both behind what was set. */
function massOf(own: Readonly<Record<string, unknown>>, { mass, kappa }: SharedOptions, known: readonly string[]) {
  const isWilson = known.includes('kappa');
  if (isWilson && ('mass' in own || 'kappa' in own)) return {};
  if (isWilson && kappa !== undefined) return { kappa };
  return mass === undefined ? {} : { mass };
}

/** @throws InputError with a sentence for each option that is missing, and for options of what is not measured */
export function requireOptions(asked: Asked): void {
  const unused = Object.keys(asked.set ?? {}).filter(name => !asked.observe.includes(name));
  const problems = [
    ...unused.map(name => `--set gives options of ${name}, which is not measured: name it in --observe.`),
    ...asked.observe.flatMap(name => problemsOf(name, optionsOf(name, asked))),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

function problemsOf(name: string, options: Record<string, unknown>): string[] {
  const { valence, options: schema } = entryNamed(name);
  const clauses = complaints(schema, options);
  const wrong =
    clauses.length > 0 ? [`${sentenceOf(`Of ${name},`, clauses)} Options are given as --set ${name}.KEY=VALUE.`] : [];
  if (!valence || 'mass' in options || 'kappa' in options) return wrong;
  const missing = optionNames(name).includes('kappa')
    ? 'the hopping parameter: give it as --kappa K, or the bare mass as --mass M'
    : 'the quark mass: give it as --mass M';
  return [...wrong, `${name} depends on ${missing}.`];
}

/** The shared parameters of quarks that some observable has taken from a flag, with the numbers. */
export function quarkParameters(asked: Asked): Record<string, number> {
  const taken = asked.observe.map(name => {
    const own = asked.set?.[name] ?? {};
    return Object.entries(optionsOf(name, asked)).filter(([key]) => !(key in own));
  });
  const keys = ['mass', 'kappa', 'cSw', 'flavours'];
  return Object.fromEntries(keys.flatMap(key => taken.flat().filter(([name]) => name === key)) as [string, number][]);
}
