/**
 * A set of replicas: one folder DIR with `params.toml`, `replicas.json` and below it DIR/replica-1, DIR/replica-2, …,
 * each a run folder of its own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../runfile/input/problem.ts';
import { loadMadeRun } from '../../runfile/node/load.ts';
import { readText } from '../../runfile/node/read.ts';
import { threadCount } from '../../runfile/schema/schedule.ts';
import { isReplicaSet, setFile } from './isReplicaSet.ts';

const setSchema = z.object({
  program: z.literal('cask'),
  seed: z.int().min(0),
  machine: z.string().optional(),
  /** Left out, one for each replica. */
  threads: threadCount.optional(),
  set: z.array(z.string()).optional(),
  replicas: z.array(z.object({ folder: z.string().regex(/^replica-\d+$/), seed: z.int().min(0) })).min(1),
});

/** What `replicas.json` holds: the seed that all others come from, and each replica with its folder and seed. */
export type ReplicaSet = z.output<typeof setSchema>;

/** @throws InputError when `replicas.json` cannot be used */
export function readReplicaSet(folder: string): ReplicaSet {
  const path = join(folder, setFile);
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${path} is not JSON; expected the list of replicas that "cask run --replicas" wrote.`]);
  }
  const set = setSchema.safeParse(content);
  if (!set.success) throw new InputError([`${path} is no list of replicas: ${set.error.issues[0].message}.`]);
  refuseForeignMembers(folder, set.data);
  return set.data;
}

/** A member that was copied from another one, or from another set, would be counted as if it were independent. */
function refuseForeignMembers(folder: string, { replicas }: ReplicaSet): void {
  const foreign = replicas.flatMap(({ folder: name, seed }) => {
    const echo = join(folder, name, 'resolved.toml');
    if (!existsSync(echo)) return [];
    const found = loadMadeRun(echo).resolved.schedule.seed;
    return found === seed ? [] : [`${echo} has the seed ${found}; expected ${seed}, as ${setFile} says.`];
  });
  if (foreign.length === 0) return;
  throw new InputError([
    ...foreign,
    'Chains are counted once: put back the folder of that replica, or remove the copy.',
  ]);
}

/** The run folders that a list of folders stands for: sets are replaced by their replicas. */
export function runFoldersOf(folders: readonly string[]): string[] {
  return folders.flatMap(folder => {
    if (!isReplicaSet(folder)) return [folder];
    return readReplicaSet(folder).replicas.map(replica => join(folder, replica.folder));
  });
}
