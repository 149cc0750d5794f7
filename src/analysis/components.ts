/**
 * Numbers of chains by the names that users have for them: `plaquette`; a list or one of its entries, `staggeredTraces`,
 * `staggeredTraces[quantity=tr4]`, `wilsonPion[3]`, `polyakovLoopComplex.im`; or the coordinate of an entry alone where it is
 * unique, `tr4`.
 */
import { componentNames, type Description, positionLabels } from '../catalogue/index.ts';
import type { Series } from '../measure/statistics/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { Counted } from './counted.ts';
import { baseAndLabel } from './variants.ts';

/** One number along chains. */
export interface Component {
  readonly name: string;
  readonly title: string;
  /** The chain that it belongs to, and its place there. */
  readonly chain: string;
  readonly position: number;
  readonly description: Description;
  /** By run. */
  readonly runs: readonly Series[];
  readonly trajectories: readonly Series[];
}

/** What a word stands for. @throws InputError where that is nothing, or not clear */
export function componentsNamed(counted: Counted, word: string): Component[] {
  const whole = chainCalled(counted, word);
  if (whole !== undefined) return componentsOf(counted, whole);
  const entry = /^(.*?)(?:\[([^\]]*)\]|\.(re|im))$/.exec(word);
  const chain = entry === null ? undefined : chainCalled(counted, entry[1]);
  if (chain !== undefined) {
    const wanted = entry![2] ?? entry![3];
    const all = componentsOf(counted, chain);
    const found = all.filter(one => one.name === `${chain}${word.slice(entry![1].length)}` || namesOf(one).has(wanted));
    if (found.length === 1) return found;
    throw new InputError([`${chain} has no entry ${wanted}; it has ${all.map(({ name }) => name).join(', ')}.`]);
  }
  const entries = [...counted.chains.keys()].flatMap(name =>
    componentsOf(counted, name).filter(one => namesOf(one).has(word) && !/^\d+$/.test(word)),
  );
  if (entries.length === 1) return entries;
  throw new InputError([
    entries.length > 1
      ? `${word} stands for ${entries.map(({ name }) => name).join(', ')}; name one of them.`
      : `${word} was not measured; measured are ${[...counted.chains.keys()].join(', ') || 'nothing'}.`,
  ]);
}

/** A chain of this name, with its settings or without where there is one alone. */
export function chainCalled({ chains }: Counted, word: string): string | undefined {
  if (chains.has(word)) return word;
  const variants = [...chains.keys()].filter(name => baseAndLabel(name)[0] === word);
  if (variants.length <= 1) return variants[0];
  throw new InputError([`${word} was measured with several settings: name one of ${variants.join(', ')}.`]);
}

/** All entries of a chain. */
function componentsOf({ chains, descriptions }: Counted, chain: string): Component[] {
  const { runs, trajectories } = chains.get(chain)!;
  const description = descriptions.get(chain)!;
  const names = componentNames(chain, description, runs.length, runs.length > 1);
  return names.map((heading, position) => ({
    ...heading,
    ...{ chain, position, description, runs: runs[position], trajectories },
  }));
}

/** The words for one entry: its position, `quantity=tr4`, and the texts among its coordinates. */
function namesOf({ position, description }: Component): Set<string> {
  const columns = Object.values(description.coordinates ?? {});
  const label = positionLabels(description.coordinates, columns[0]?.length ?? 0)?.[position];
  const texts = columns.map(column => column[position]).filter(value => typeof value === 'string');
  return new Set([String(position), ...(label === undefined ? [] : [label, ...texts])]);
}
