/** What both layouts of LatticeQCD.jl say about group, boundary and start, and how a file is refused. */
import { InputError } from '../input/problem.ts';
import type { Source } from './source.ts';

/** A run file as it will be written, section by section; validated by the schema like any other. */
export interface Draft {
  readonly document: Record<string, unknown>;
  /** What was left out or changed, one sentence each. */
  readonly notes: string[];
}

/** What does not change the theory is left out with a note; another theory is never written in its place. */
export function otherTheory(fileName: string, what: string): InputError {
  return new InputError([`${fileName} has ${what}, which Cask cannot simulate; nothing was written.`]);
}

/** @throws InputError, always */
export function refuseStored(fileName: string): never {
  throw new InputError([
    `${fileName} measures stored configurations; here "cask measure" does that, with a run file that says which ` +
      'theory they are from. Nothing was written.',
  ]);
}

/** A word as names are compared: small letters only, so that "Wilson_clover" is "WilsonClover". */
export const plainName = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** @throws InputError for a group that Cask does not have */
export function groupOf(fileName: string, colours: number, dimension: number): { name: string } {
  if (colours === 1 && dimension === 2) return { name: 'U(1)' };
  if (![2, 3, 4, 5].includes(colours)) throw otherTheory(fileName, `the gauge group SU(${colours})`);
  return { name: `SU(${colours})` };
}

/** @throws InputError unless fermions are periodic in space, and one of the two in time */
export function boundaryOf(fileName: string, signs: readonly number[]): 'periodic' | 'antiperiodic' {
  const time = signs.at(-1);
  if (signs.slice(0, -1).every(sign => sign === 1) && (time === 1 || time === -1)) {
    return time === 1 ? 'periodic' : 'antiperiodic';
  }
  throw otherTheory(fileName, `fermions with the boundary conditions [${signs.join(', ')}]`);
}

/**
 * [start] from a kind of start or the name of a file.
 *
 * An instanton there has exp(−i η̄_{aμν} x_ν ρ²/(x²(x² + ρ²)) σ_a) with x at the site, ρ half of the first extent and
 * the 't Hooft symbol of charge +1; here the same potential is integrated along the link.
 */
export function startOf(kind: string, extent: readonly number[], notes: string[]): Record<string, unknown> {
  const word = plainName(kind);
  if (word === 'cold' || word === 'hot') return { start: { from: word } };
  if (/^(one|embedded|sunembedded)?instanton$/.test(word)) {
    const radius = Math.floor(extent[0] / 2);
    notes.push(
      `The instanton has charge +1 and the radius ${radius} as there; it is centred between the middle sites, and its ` +
        'potential is integrated along each link.',
    );
    return { start: { from: 'instanton', radius } };
  }
  if (/\.(ildg|lime|txt|dat)$/i.test(kind)) {
    notes.push(`The first configuration is read from ${JSON.stringify(kind)}, seen from the current folder.`);
    return { start: { from: kind } };
  }
  notes.push(`The start ${JSON.stringify(kind)} is not translated; the run starts cold.`);
  return { start: { from: 'cold' } };
}

const formats: Readonly<Record<string, string>> = { ildg: 'ildg', bridgetext: 'bridge', bridge: 'bridge' };

/** [output] that keeps configurations, or nothing with a note. */
export function outputOf(source: Source, format: string, every: number, notes: string[]): Record<string, unknown> {
  const word = plainName(format);
  if (word === 'nothing' || word === 'none') return {};
  const known = formats[word];
  if (known !== undefined) return { output: { configurations: { every, format: known } } };
  notes.push(`Configurations are kept as ILDG: Cask does not write ${format}, as ${source.fileName} asks for.`);
  return { output: { configurations: { every, format: 'ildg' } } };
}
