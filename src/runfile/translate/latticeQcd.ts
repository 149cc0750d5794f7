/**
 * Run files out of parameter files of LatticeQCD.jl 1 and 2. What has no counterpart is named; a theory that Cask does
 * not have is refused, never replaced by another.
 *
 * Conventions of both programs: S_g = −(β/N) Σ Re Tr P, staggered D = m + ½ Σ η (U − U†), N_f as the number of
 * flavours, Polyakov loop without 1/N, condensate (N_f/4) Re Tr D⁻¹/V. They differ in the width of the momenta of
 * version 2 (see trajectory.ts) and in solver tolerances.
 *
 * Reference: Y. Nagai and A. Tomiya, JuliaQCD, arXiv:2409.03030.
 */
import { InputError } from '../input/problem.ts';
import { fromSections, refuseMisspelt } from './sections.ts';
import { Source } from './source.ts';
import { fromSpecification } from './specification.ts';
import type { Draft } from './theory.ts';

export interface TranslateOptions {
  /** Which program the step size is meant for. Default: decided from the file. */
  readonly version?: 1 | 2;
}

/**
 * @param table the parsed parameter file
 * @throws InputError for a theory that Cask does not have, or a value of the wrong type
 */
export function translateLatticeQcd(
  fileName: string,
  table: Record<string, unknown>,
  { version }: TranslateOptions = {},
): Draft {
  refuseForeign(fileName, table);
  const source = new Source(fileName, table);
  const isSpecification = looksLikeSpecification(table);
  const { document, notes } = isSpecification ? fromSpecification(source) : fromSections(source, version);
  const left = source.left();
  if (!isSpecification) refuseMisspelt(source);
  return { document, notes: left.length === 0 ? notes : [...notes, `Not translated: ${left.join(', ')}.`] };
}

const looksLikeSpecification = (table: Record<string, unknown>) =>
  table.format === 'LatticeQCD.SimulationSpec' || 'gauge_action' in table;

/** Whether a parsed file is for LatticeQCD.jl. */
export const isLatticeQcd = (table: Record<string, unknown>) =>
  looksLikeSpecification(table) || 'Physical setting' in table;

const sectionsOfCask = ['group', 'action', 'sampler', 'schedule'];

/** @throws InputError for a run file of Cask, and for a file without any section of LatticeQCD.jl */
function refuseForeign(fileName: string, table: Record<string, unknown>): void {
  if (isLatticeQcd(table)) return;
  const isOurs = sectionsOfCask.some(name => name in table) && 'lattice' in table;
  throw new InputError([
    isOurs
      ? `${fileName} is a run file of Cask already; check it with: cask check ${fileName}`
      : `${fileName} is no parameter file of LatticeQCD.jl: it has neither ["Physical setting"] nor ` +
        'format = "LatticeQCD.SimulationSpec".',
  ]);
}
