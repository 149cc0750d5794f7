/** Whether the files of a run folder belong together: the run it describes, what made it, and what the chain was begun with. */
import { differences, type Fingerprint, fingerprintOf } from '../runfile/fingerprint.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { Provenance } from '../runfile/provenance.ts';
import type { Begun, NamedText, RunTexts } from '../runfile/runTexts.ts';
import { isSpinRun, type Resolved } from '../runfile/schema/index.ts';
import { shortHash } from '../runfile/shortHash.ts';

/**
 * A folder whose parameters or provenance were changed after its log was written would be read as what it is not.
 *
 * @throws InputError with a line for each difference
 */
export function refuseMixture({ echo, resolved, begun, provenance }: RunTexts): void {
  if (begun !== undefined) {
    const changed = differences(keysOfTheory(begun.fingerprint), keysOfTheory(namedFingerprint(resolved)));
    refuse(echo.path, changed, 'Means would mix two theories. Undo the change, or analyse the folders of both runs.');
  }
  if (provenance !== undefined) {
    const stated = readProvenance(provenance);
    const changed = differences(originOf(resolved, begun), originStated(stated, begun));
    refuse(provenance.path, changed, 'The numbers would be filed under another origin. Restore the file from a copy.');
  }
}

function refuse(path: string, changed: readonly string[], advice: string): void {
  if (changed.length === 0) return;
  throw new InputError([
    `${path} describes another run than the one whose log and checkpoint lie beside it:`,
    ...changed.map(line => `  ${line}`),
    advice,
  ]);
}

/** @throws InputError when it is no provenance */
export function readProvenance({ path, text }: NamedText): Provenance {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new InputError([`${path} is not JSON; expected the provenance that "cask run" wrote.`]);
  }
  const stated = content as Partial<Provenance> | null;
  if (stated?.program === 'cask' && typeof stated.seed === 'number') return stated as Provenance;
  throw new InputError([`${path} is no provenance of cask; expected what "cask run" wrote.`]);
}

function originOf({ schedule }: Resolved, begun: Begun | undefined): Fingerprint {
  const seed = { seed: String(schedule.seed) };
  return begun === undefined
    ? seed
    : { ...seed, version: begun.version, node: begun.node, 'hash of kernels': begun.kernels };
}

function originStated({ seed, version, node, kernels }: Provenance, begun: Begun | undefined): Fingerprint {
  const hash = shortHash(JSON.stringify(kernels ?? {}));
  return { seed: String(seed), ...(begun === undefined ? {} : { version, node, 'hash of kernels': hash }) };
}

/** Files may have gone since; what they held does not decide which theory is simulated, so they stand by name. */
export function namedFingerprint(resolved: Resolved): Fingerprint {
  return fingerprintOf(withoutFiles(resolved), (_, file) => file);
}

function withoutFiles(resolved: Resolved): Resolved {
  if (isSpinRun(resolved)) {
    const { effective, training, ...rest } = resolved;
    return { ...rest, start: { ...rest.start, from: 'cold' } };
  }
  const { network, ...rest } = resolved;
  return { ...rest, start: { ...rest.start, from: 'cold' } };
}

const theoryKey = /^(lattice|group|action|model|schedule\.seed$)/;

export function keysOfTheory(fingerprint: Fingerprint): Fingerprint {
  return only(fingerprint, theoryKey);
}

export function only(fingerprint: Fingerprint, pattern: RegExp): Fingerprint {
  return Object.fromEntries(Object.entries(fingerprint).filter(([key]) => pattern.test(key)));
}
