/**
 * Programs of one kernel that do the same to other components: the slices of a domain wall, say. One function, called
 * with the addresses of fields moved, does for all of them, is compiled once and stays in the cache for instructions.
 */
import type { Instruction, Program } from '../ir/program.ts';
import { uniformKey } from '../wasm/emit.ts';

export interface SharedProgram {
  readonly program: Program;
  /** For each program that it stands for, in their order: its number, and by how many components fields are moved. */
  readonly uses: readonly { readonly number: number; readonly moved: ReadonlyMap<string, number> }[];
}

type Access = Extract<Instruction, { readonly component: number }>;

const isAccess = (instruction: Instruction): instruction is Access => 'component' in instruction;

export function sharedPrograms(programs: readonly Program[]): SharedProgram[] {
  const found = new Map<string, { program: Program; uses: SharedProgram['uses'][number][] }>();
  for (const [number, program] of programs.entries()) {
    const moved = lowestComponents(program);
    const lowered = program.map(step =>
      isAccess(step) ? { ...step, component: step.component - moved.get(step.field)! } : step,
    );
    const key = lowered.map(keyOf).join(';');
    const known = found.get(key) ?? { program: lowered, uses: [] };
    known.uses.push({ number, moved });
    found.set(key, known);
  }
  return [...found.values()];
}

function lowestComponents(program: Program): Map<string, number> {
  const lowest = new Map<string, number>();
  for (const step of program) {
    if (isAccess(step)) lowest.set(step.field, Math.min(step.component, lowest.get(step.field) ?? step.component));
  }
  return lowest;
}

function keyOf(step: Instruction): string {
  const what =
    step.op === 'const' || step.op === 'parameter'
      ? uniformKey(step)
      : step.op === 'load'
        ? `load ${step.field} ${step.component} ${step.displacement}`
        : step.op === 'store'
          ? `store ${step.field} ${step.component}`
          : step.op === 'accumulate'
            ? `accumulate ${step.sum}`
            : step.op;
  return `${what}(${step.args})`;
}
