/**
 * What the language of a device has to say: the programs of a kernel, and a few functions that move numbers and add them up.
 * Arguments of functions are numbered from 0; where memory is an argument, so is where to begin in it.
 */
import type { Program } from '../ir/program.ts';
import type { Repeated } from '../ir/repeated.ts';
import type { Precision } from '../machine/precision.ts';

export interface DevicePlan {
  readonly programs: readonly Program[];
  readonly precision: Precision;
  readonly contraction: boolean;
  readonly fields: readonly { readonly name: string; readonly components: number }[];
  readonly sums: readonly string[];
  readonly parameters: readonly string[];
  /** Whether parameters come one by one as arguments, or in a list. */
  readonly parametersAreArguments: boolean;
  /** Columns of the neighbour table. */
  readonly displacements: readonly string[];
}

/** A function of the text and the programs of the kernel that it carries out, one launch for each. */
export interface DeviceFunction extends Repeated {
  readonly name: string;
}

export interface DeviceCode {
  readonly source: string;
  readonly functions: readonly DeviceFunction[];
}

/** Arguments of every function of a kernel before those of its fields (`argumentsPerField`) and its parameters. */
export const fixedArguments = ['first', 'count', 'list', 'near', 'columns', 'terms', 'termStride', 'firstRow'] as const;
/** Memory, where component 0 of site 0 is, and how far it is from one component to the next. */
export const argumentsPerField = 3;

/** Arguments of a kernel are few bytes; longer lists lie in memory. */
export const mostParametersAsArguments = 16;

export interface Language {
  emit(plan: DevicePlan): DeviceCode;
  /** The functions `Service`, with one work item for each of `count` numbers. */
  services(precision: Precision): string;
  /** How a sum over tiles is kept: a number of f64, or two of f32 that are to be added. */
  readonly sum: 'double' | 'pair';
}

/** The functions of `Language.services` and their arguments. */
export const services = {
  /** Sites side by side into the field: turned. */
  take: ['field', 'held', 'first', 'piece', 'components', 'count'],
  give: ['field', 'held', 'first', 'piece', 'components', 'count'],
  /** Some components at a list of places, for other ranks. */
  pack: ['field', 'held', 'places', 'which', 'piece', 'components', 'count'],
  unpack: ['field', 'held', 'places', 'which', 'piece', 'components', 'count'],
  fill: ['field', 'value', 'count'],
  takeFrom: ['field', 'held', 'first', 'other', 'otherHeld', 'otherFirst', 'own', 'count'],
  /** Terms of the sites of a tile, one row for each sum. */
  addTiles: ['terms', 'termStride', 'tileLength', 'partial', 'partialStride', 'firstTile', 'tiles', 'count'],
  /** The first level of the tree of sums, and the others. */
  addOrdered: ['partial', 'partialStride', 'order', 'together', 'sums', 'left', 'count'],
  addNeighbours: ['lower', 'lowerStride', 'together', 'sums', 'left', 'count'],
  /** A sum becomes a number of a field. */
  putSum: ['field', 'at', 'sums', 'which', 'count'],
  /** A number of a field becomes a parameter in a list. */
  putParameter: ['list', 'which', 'field', 'at', 'count'],
} as const;

export type Service = keyof typeof services;
