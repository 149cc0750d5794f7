/**
 * Programs of one kernel that follow each other and do the same to other components, equally far apart: the slices of a
 * domain wall, say. One loop runs all of them at a site, while the links of the site are in the fastest cache, and there is one
 * code to compile.
 */
import type { Instruction, Program } from './program.ts';

/** `count` programs: the given one, then the same with the components of each field moved by `step`, and so on. */
export interface Repeated {
  readonly program: Program;
  readonly count: number;
  /** 0 for fields that are not named. */
  readonly step: ReadonlyMap<string, number>;
}

export function repeated(programs: readonly Program[]): Repeated[] {
  const runs: Repeated[] = [];
  programs.forEach((program, k) => {
    const run = runs.at(-1);
    const step = run && stepBetween(programs[k - 1], program);
    if (step && (run.count === 1 || sameStep(step, run.step)))
      runs[runs.length - 1] = { ...run, count: run.count + 1, step };
    else runs.push({ program, count: 1, step: new Map() });
  });
  return runs;
}

/** How far the components of each field are moved from one program to another; undefined if they differ otherwise. */
function stepBetween(from: Program, to: Program): Map<string, number> | undefined {
  if (from.length !== to.length) return;
  const step = new Map<string, number>();
  for (const [k, a] of from.entries()) {
    const b = to[k];
    if (!sameBut(a, b)) return;
    if (!('component' in a && 'component' in b)) continue;
    const moved = b.component - a.component;
    if ((step.get(a.field) ?? moved) !== moved) return;
    step.set(a.field, moved);
  }
  return step;
}

/** Equal but for the component. */
function sameBut(a: Instruction, b: Instruction): boolean {
  if (a.op !== b.op || `${a.args}` !== `${b.args}`) return false;
  if (a.op === 'const') return Object.is(a.value, (b as typeof a).value);
  if (a.op === 'parameter') return a.name === (b as typeof a).name;
  if (a.op === 'accumulate') return a.sum === (b as typeof a).sum;
  if (a.op === 'store') return a.field === (b as typeof a).field;
  if (a.op === 'load')
    return a.field === (b as typeof a).field && `${a.displacement}` === `${(b as typeof a).displacement}`;
  return true;
}

function sameStep(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return [...a].every(([field, moved]) => b.get(field) === moved);
}
