/** [action]: the exact theory that is simulated. */
import { z } from 'zod';
import { fermionAction, type Quark, quark } from './fermion.ts';
import { gaugeAction } from './gauge.ts';
import { section } from './values.ts';

export const actionSection = section('action', {
  gauge: gaugeAction,
  fermion: fermionAction.default({ kind: 'none' }),
  fermions: z
    .array(quark, { error: 'a list of tables [[action.fermions]]' })
    .min(1, { error: 'at least one table [[action.fermions]]' })
    .max(8, { error: 'at most 8 kinds of quark' })
    .optional()
    .describe('several kinds of quark at once, instead of fermion'),
});

/** All kinds of quark of a theory, in the order of the file. */
export function quarksOf({ fermion, fermions = [] }: z.output<typeof actionSection>): readonly Quark[] {
  return fermion.kind === 'none' ? fermions : [fermion, ...fermions];
}

/** The names of the forces: `gauge`, and `fermion`, or `fermion1`, `fermion2` … for several; with Hasenbusch masses `fermion.1` … */
export function forceNames(action: z.output<typeof actionSection>): string[] {
  const quarks = quarksOf(action);
  return ['gauge', ...quarks.flatMap((described, k) => partNames(quarkName(quarks, k), described))];
}

/** How the force of a kind of quark is called. */
export function quarkName(quarks: readonly Quark[], k: number): string {
  return quarks.length === 1 ? 'fermion' : `fermion${k + 1}`;
}

/** The names of the forces of one kind of quark. */
export function partNames(name: string, described: Quark): string[] {
  const masses = 'hasenbusch' in described ? (described.hasenbusch ?? []) : [];
  return masses.length === 0 ? [name] : [...masses, 0].map((_, part) => `${name}.${part + 1}`);
}
