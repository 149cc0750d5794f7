/** Are several runs replicas of one chain, samples of one theory, or something else? */
import { differences } from '../runfile/fingerprint.ts';
import { InputError } from '../runfile/input/problem.ts';
import { fingerprintsOf, type RunData } from './runData.ts';

export type Relation = 'one run' | 'replicas' | 'one theory' | 'different theories';

export interface Related {
  readonly relation: Relation;
  /** What tells the first run from the others, one line each. */
  readonly differences: readonly string[];
}

/**
 * Compares the parameters of runs with those of the first.
 *
 * @throws InputError where a folder is named twice, or two runs are one chain with one seed
 */
export function relate(runs: readonly RunData[]): Related {
  if (runs.length === 1) return { relation: 'one run', differences: [] };
  const [first, ...others] = runs.map(run => ({ run, ...fingerprintsOf(run.resolved) }));
  const theory = others.flatMap(({ run, theory: own }) => named(run, differences(first.theory, own)));
  const method = others.flatMap(({ run, method: own }) => named(run, differences(first.method, own)));
  if (theory.length > 0) return { relation: 'different theories', differences: [...theory, ...method] };
  if (method.length > 0) return { relation: 'one theory', differences: method };
  refuseEqualSeeds(runs);
  return { relation: 'replicas', differences: [] };
}

function named({ folder }: RunData, lines: readonly string[]): string[] {
  return lines.map(
    line => `${folder}: ${line.replace(' was ', ' is ').replace(', is now ', ' in the first run, here ')}`,
  );
}

/** One seed makes one chain; counted twice it would make errors smaller than they are. */
function refuseEqualSeeds(runs: readonly RunData[]): void {
  const bySeed = new Map<number, string>();
  for (const { folder, resolved } of runs) {
    const { seed } = resolved.schedule;
    const other = bySeed.get(seed);
    if (other === folder) throw new InputError([`${folder} is named twice; name each run once.`]);
    if (other !== undefined) {
      throw new InputError([
        `${other} and ${folder} have the same parameters and the same seed ${seed}, so they are one chain; ` +
          'expected different seeds. Counted twice, it would make errors smaller than they are.',
      ]);
    }
    bySeed.set(seed, folder);
  }
}

/** @param wayOut what to do then @throws InputError where runs cannot be joined, with what differs */
export function requireReplicas({ relation, differences: lines }: Related, wayOut: string): void {
  if (relation === 'replicas' || relation === 'one run') return;
  throw new InputError([
    'These runs cannot be joined as replicas of one chain, because their parameters differ:',
    ...lines.map(line => `  ${line}`),
    wayOut,
  ]);
}
