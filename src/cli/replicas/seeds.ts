/**
 * Seeds of replicas: replica r of a run with seed s has the first word of the Philox block with
 *   key = (s mod 2³², s div 2³²),  counter = (r, attempt, 0, 0),
 * which no draw of a run uses, because the purposes of draws count from 1. Should a seed come twice, the next attempt is
 * taken. So a seed depends on s and r alone, and the first seeds of a longer list are those of a shorter one.
 */
import { philox } from '../../lattice/index.ts';

/** Different seeds for `count` replicas, none of them `seed` itself. */
export function replicaSeeds(seed: number, count: number): number[] {
  const taken = new Set([seed]);
  const words = new Uint32Array(4);
  for (let replica = 1; replica <= count; replica++) {
    let attempt = 0;
    do philox([replica, attempt++, 0, 0], [seed >>> 0, Math.floor(seed / 2 ** 32)], words);
    while (taken.has(words[0]));
    taken.add(words[0]);
  }
  return [...taken].slice(1);
}
