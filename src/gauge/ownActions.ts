/** Gauge actions that a user adds by name; run files know them as [action.gauge] kind = NAME. */
import { type Functional, type Lattice, Registry } from '../lattice/index.ts';
import type { GaugeField } from './configuration.ts';

export interface OwnAction {
  /** What it is, in a line. */
  readonly meaning: string;
  /** Keys beside `kind`, each a schema of zod that says what is expected. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Value and differential, or a `loopAction`. */
  build(options: Readonly<Record<string, unknown>>, lattice: Lattice): Functional<GaugeField>;
}

export const gaugeActionKinds = ['plaquette', 'symanzik', 'iwasaki', 'dbw2', 'adjoint', 'loops', 'words'] as const;

export const ownActions = new Registry<OwnAction>('a gauge action', gaugeActionKinds);

/** @throws if the name is taken, or is not made of letters and digits */
export function registerAction(kind: string, action: OwnAction): void {
  ownActions.add(kind, action);
}
