/** What describes a smearing in plain data, and which tables make sense. */
import { plural } from '../../words/index.ts';
import { type StapleLoop, stapleLoops } from './stapleLoops.ts';

interface Common {
  /** How many times; default 1. */
  readonly steps?: number;
  /** Which links are smeared, by staples in these directions only: default all; `space` leaves out the last one. */
  readonly directions?: 'all' | 'space' | readonly number[];
}

export interface StoutTable extends Common {
  readonly kind: 'stout';
  /**
   * The weight of the plaquette staples, or weights of several loops by name, or a matrix: ρ[μ][ν] is the weight of the
   * staples of U_μ in the plane (μ, ν).
   */
  readonly rho: StoutWeights;
}

export type StoutWeights = number | Partial<Record<StapleLoop, number>> | readonly (readonly number[])[];

export interface ApeTable extends Common {
  readonly kind: 'ape';
  /** Share of the staples. */
  readonly alpha: number;
  /** Default polar. maxReTr has no force. */
  readonly projection?: 'polar' | 'maxReTr';
}

/** Shares of the staples in the last (1), the middle (2) and the first (3) level. */
interface HypercubicWeights {
  readonly alpha1?: number;
  readonly alpha2?: number;
  readonly alpha3?: number;
}

export interface HypercubicTable extends Common, HypercubicWeights {
  readonly kind: 'hyp';
  readonly projection?: 'polar' | 'maxReTr';
}

export interface NormalisedTable extends Common, HypercubicWeights {
  readonly kind: 'nhyp';
}

export interface HexTable extends Common, HypercubicWeights {
  readonly kind: 'hex';
}

export type SmearingTable = StoutTable | ApeTable | HypercubicTable | NormalisedTable | HexTable;

export const smearingKinds = ['stout', 'ape', 'hyp', 'nhyp', 'hex'] as const;

/** α₁, α₂, α₃ by default. */
export const hypercubicDefaults = {
  hyp: [0.75, 0.6, 0.3],
  nhyp: [0.75, 0.6, 0.3],
  hex: [0.95, 0.76, 0.38],
} as const;

/** @throws if the kind is unknown, or a number is out of its range */
export function requireSmearing(table: SmearingTable): void {
  requireKind(table.kind);
  const { steps = 1 } = table;
  if (!(Number.isInteger(steps) && steps >= 0)) {
    throw new Error(`Smearing takes a whole number of steps, but steps = ${steps} was given.`);
  }
  requireProjection(table);
  if (table.kind === 'stout') {
    requireStoutWeights(table.rho);
    return;
  }
  if (table.kind === 'ape') requireShare('alpha', table.alpha);
  else for (const [k, share] of shares(table).entries()) requireShare(`alpha${k + 1}`, share);
}

function requireKind(kind: string): void {
  const kinds: readonly string[] = smearingKinds;
  if (kinds.includes(kind)) return;
  const letters = (word: string) => [...word.toLowerCase()].toSorted().join('');
  const near = kinds.filter(known => letters(known) === letters(kind) || kind.toLowerCase().includes(known));
  const hint = near.length > 0 ? ` Did you mean ${near[near.length - 1]}?` : '';
  throw new Error(`There is no smearing "${kind}"; known are ${kinds.join(', ')}.${hint}`);
}

function requireProjection(table: SmearingTable): void {
  if (!('projection' in table) || table.projection === undefined) return;
  const { kind, projection } = table;
  if (kind !== 'ape' && kind !== 'hyp') {
    throw new Error(
      `Smearing of the kind ${kind} has no choice of projection; leave "${projection}" out, or use hyp or ape.`,
    );
  }
  if (projection !== 'polar' && projection !== 'maxReTr') {
    throw new Error(`There is no projection "${projection}" on the group; known are polar and maxReTr.`);
  }
}

function requireShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) {
    throw new Error(`${name} is the share of the staples, a number from 0 to 1; found ${share}.`);
  }
}

function requireStoutWeights(rho: StoutWeights): void {
  const numbers = typeof rho === 'number' ? [rho] : Array.isArray(rho) ? rho.flat() : Object.values(rho);
  const wrong = numbers.find(weight => !(Math.abs(weight) <= 1));
  if (wrong !== undefined || numbers.length === 0) {
    throw new Error(`The weights rho of stout smearing are numbers from -1 to 1; found ${wrong ?? 'none'}.`);
  }
  if (typeof rho === 'number' || Array.isArray(rho)) return;
  const loops: readonly string[] = stapleLoops;
  const stranger = Object.keys(rho).find(name => !loops.includes(name));
  if (stranger !== undefined) {
    throw new Error(`Stout smearing knows no loop "${stranger}"; known are ${stapleLoops.join(', ')}.`);
  }
}

/** The smeared directions. @throws if they do not exist, or are fewer than two */
export function smearedDirections({ directions = 'all' }: SmearingTable, dimension: number): number[] {
  const all = Array.from({ length: dimension }, (_, mu) => mu);
  const wanted = directions === 'all' ? all : directions === 'space' ? all.slice(0, -1) : [...directions];
  if (wanted.some((mu, k) => !all.includes(mu) || wanted.indexOf(mu) !== k)) {
    throw new Error(`Smeared directions are different numbers from 0 to ${dimension - 1}; found [${wanted}].`);
  }
  if (wanted.length < 2) {
    throw new Error(
      `Smearing needs staples in at least two directions; found [${wanted}] in ${plural(dimension, 'dimension')}.`,
    );
  }
  return wanted.toSorted((a, b) => a - b);
}

/** Shares of the staples by number of directions they reach into: [0] for one direction, [1] for two, … */
export function blockingWeights(table: Exclude<SmearingTable, StoutTable>, directions: number): number[] {
  if (table.kind === 'ape') return new Array<number>(directions - 1).fill(table.alpha);
  return shares(table)
    .toReversed()
    .slice(0, directions - 1);
}

function shares(table: HypercubicTable | NormalisedTable | HexTable): number[] {
  const [first, second, third] = hypercubicDefaults[table.kind];
  return [table.alpha1 ?? first, table.alpha2 ?? second, table.alpha3 ?? third];
}
