/** What an entry of the catalogue of observables says about itself. */
import { z } from 'zod';
import type { Boundary } from '../fermion/index.ts';
import type { GaugeField } from '../gauge/index.ts';
import type { Group } from '../group/index.ts';
import type { Cite, Key, Lattice } from '../lattice/index.ts';
import type { Observable } from '../measure/observables/observable.ts';
import type { LoopSmearing } from '../measure/observables/staticQuarks/loopSmearing.ts';
import type { Description, Settings, Shape } from './description.ts';

export type QuarkKind = 'staggered' | 'hisq' | 'wilson' | 'clover' | 'domainWall' | 'moebius';

/** What observables are measured in: the lattice, and defaults for what their options leave open. */
export interface MeasuredTheory {
  readonly lattice: Lattice;
  readonly group: Group;
  /** Sea quarks, whose parameters valence quarks take over where they have them too. */
  readonly quarks?: {
    /** Parameters are taken over by valence quarks of this kind; by all where it is left out. */
    readonly kind?: QuarkKind;
    readonly naikEpsilon?: number;
    readonly mass?: number;
    readonly kappa?: number;
    readonly cSw?: number;
    /** M_5, L_5, b and c of domain walls. */
    readonly height?: number;
    readonly extent5?: number;
    readonly b?: number;
    readonly c?: number;
    readonly optimalRange?: readonly number[] | undefined;
    readonly flavours?: number;
  };
  /** Of quark fields. Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  /** Default tolerance 1e-10. */
  readonly solver?: { readonly tolerance: number; readonly maxIterations?: number };
  /** Smearing of the sides of Wilson loops. */
  readonly loopSmearing?: LoopSmearing;
}

/** An observable with all that is known of it. */
export interface NamedObservable<F = GaugeField> extends Description {
  readonly name: string;
  readonly normalisation: string;
  readonly settings: Settings;
  /** What to know before some of the values are used, in sentences. */
  readonly remarks?: readonly string[];
  /** @param key for observables with noise: purpose 'noise' */
  measure(u: F, key?: Key): number | number[];
}

/** Of configurations F that live in a theory T. */
export interface CatalogueEntry<F = GaugeField, T = MeasuredTheory> {
  /** For tables and figures: "chiral condensate". */
  readonly title: string;
  /** What it is, in a line. */
  readonly meaning: string;
  readonly symbol?: string;
  /** In powers of the lattice spacing: "1", "a⁻³" … */
  readonly unit: string;
  readonly shape: Shape;
  /** What the last coordinate of its values is. */
  readonly axis: string;
  /** Where its definition comes from. */
  readonly cites: readonly Cite[];
  /** Plain data: what stands in a table of a run file. Its messages complete "expected ..". */
  readonly options: z.ZodObject;
  /** Can it be measured in this many dimensions? */
  readonly dimensions: readonly number[];
  /** Needs a key of the purpose 'noise'. */
  readonly noise: boolean;
  /** It has quarks, whose mass or kappa comes from its options or from sea quarks of one of these kinds. */
  readonly valence?: readonly QuarkKind[];
  build(options: Settings, theory: T): Observable<F>;
}

const everywhere = [2, 3, 4];

const usualAxes: Readonly<Record<Shape, string>> = {
  number: 'index',
  charge: 'index',
  complex: 'part',
  list: 'index',
  correlator: 't/a',
  loops: 'T/a',
  energyAlongFlow: 't/a²',
  chargeAlongFlow: 't/a²',
};

/** How an entry with these options is written down. */
export interface EntryText<F, T, Options extends z.core.$ZodLooseShape> {
  readonly title: string;
  readonly meaning?: string;
  readonly symbol?: string;
  readonly unit: string;
  readonly shape?: Shape;
  readonly axis?: string;
  readonly cites?: readonly Cite[];
  readonly options: Options;
  readonly dimensions?: readonly number[];
  readonly noise?: boolean;
  readonly valence?: readonly QuarkKind[];
  build(options: z.output<z.ZodObject<Options, z.core.$strict>>, theory: T): Observable<F>;
}

/** Makes entries with types that follow from their options, for configurations F in a theory T of these dimensions. */
export function entryFor<F, T>(dimensions: readonly number[]) {
  return <Options extends z.core.$ZodLooseShape>(given: EntryText<F, T, Options>): CatalogueEntry<F, T> => {
    const options = z.strictObject(given.options, { error: 'a table of options' });
    return {
      title: given.title,
      meaning: given.meaning ?? given.title,
      ...(given.symbol ? { symbol: given.symbol } : {}),
      unit: given.unit,
      shape: given.shape ?? 'number',
      axis: given.axis ?? usualAxes[given.shape ?? 'number'],
      cites: given.cites ?? [],
      options,
      dimensions: given.dimensions ?? dimensions,
      noise: given.noise ?? false,
      ...(given.valence ? { valence: given.valence } : {}),
      build: (values, theory) => given.build(options.parse(values) as never, theory),
    };
  };
}

/**
 * An entry of the catalogue of links. Unless it says otherwise it is a number, has no noise and exists in all dimensions.
 * `registerObservable` adds entries of your own to the catalogue.
 */
export const entry = entryFor<GaugeField, MeasuredTheory>(everywhere);
