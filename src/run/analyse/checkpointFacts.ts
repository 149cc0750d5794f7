/** What the newest checkpoint says about the run that wrote the log beside it. */
import { join } from 'node:path';
import { FileError } from '../../files/index.ts';
import { checkpointFiles, openCheckpoint } from '../../files/node/index.ts';
import { type CheckpointFacts, checkpointFolder } from '../folder/checkpoint.ts';
import type { Fingerprint } from '../folder/fingerprint.ts';

/** The fingerprint with which the chain was begun; undefined where no checkpoint can be read. */
export function knownFingerprint(folder: string): Fingerprint | undefined {
  try {
    for (const { path } of checkpointFiles(join(folder, checkpointFolder))) {
      const facts = factsOf(path);
      if (facts !== undefined) return facts.fingerprint;
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return undefined;
}

function factsOf(path: string): CheckpointFacts | undefined {
  try {
    return openCheckpoint(path).facts as CheckpointFacts;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}
