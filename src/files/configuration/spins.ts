/**
 * A configuration of spins as a safetensors file: one tensor of 64-bit reals,
 *
 *   spins        shape [… , L_y, L_x, n]: n components per site, x fastest among sites
 *
 * and the metadata keys
 *
 *   cask.spins   version of this format, "1"
 *   cask.model   JSON: the section [model] of the run that the spins come from, where there is one
 *   cask.crc32   CRC-32 of the whole file (tensors/safetensors.ts)
 */
import { FileError, refuse } from '../bytes/fileError.ts';
import { readTensors, writeTensors } from '../tensors/safetensors.ts';
import { extentsText } from './configuration.ts';

export interface SpinConfiguration {
  /** x first. */
  readonly extents: readonly number[];
  /** Reals per spin: 1, 2 or 3. */
  readonly components: number;
  /** x fastest. */
  readonly spins: Float64Array;
  /** What the spins feel, as in a run file. */
  readonly model?: Readonly<Record<string, unknown>>;
}

export interface ReadSpins {
  readonly configuration: SpinConfiguration;
  /** What was wrong and accepted, one sentence each. */
  readonly remarks: readonly string[];
}

const versionKey = 'cask.spins';
const modelKey = 'cask.model';
const version = '1';
/** Of |S|: rounding of a long chain. */
const allowedDefect = 1e-10;

/** @throws FileError where a spin is not finite or not of unit length */
export function writeSpins(configuration: SpinConfiguration): Uint8Array {
  checkSpins(configuration);
  const { extents, components, spins, model } = configuration;
  const tensor = { shape: [...extents.toReversed(), components], data: spins };
  return writeTensors(new Map([['spins', tensor]]), {
    [versionKey]: version,
    ...(model ? { [modelKey]: JSON.stringify(model) } : {}),
  });
}

/** @throws FileError when the file is damaged, holds something else, or spins that are not of unit length */
export function readSpins(bytes: Uint8Array): ReadSpins {
  const { tensors, metadata, remarks } = readTensors(bytes);
  if (metadata[versionKey] !== version) {
    refuse(
      `The file has ${versionKey} = "${metadata[versionKey] ?? '(none)'}"; expected "${version}", a file of spins.`,
    );
  }
  const tensor = tensors.get('spins');
  if (tensor === undefined) refuse(`The file holds ${[...tensors.keys()].join(', ') || 'no tensor'}; expected spins.`);
  const { shape, data } = tensor;
  const components = shape.at(-1) ?? 0;
  const extents = shape.slice(0, -1).toReversed();
  if (extents.length < 1 || extents.length > 3 || extents.some(L => L < 2) || components < 1 || components > 3) {
    refuse(`The tensor of spins has the shape [${shape.join(', ')}]; expected 1 to 3 extents and 1 to 3 components.`);
  }
  const configuration = { extents, components, spins: Float64Array.from(data), ...modelIn(metadata[modelKey]) };
  checkSpins(configuration);
  return { configuration, remarks };
}

function modelIn(text: string | undefined): Pick<SpinConfiguration, 'model'> {
  if (text === undefined) return {};
  try {
    const model: unknown = JSON.parse(text);
    if (typeof model === 'object' && model !== null && !Array.isArray(model)) {
      return { model: model as Record<string, unknown> };
    }
  } catch {
    // Said below.
  }
  throw new FileError(`The metadata key ${modelKey} is no JSON object; expected the section [model] of a run file.`);
}

/** The largest | |S| − 1 |. */
export function lengthDefect({ components, spins }: Pick<SpinConfiguration, 'components' | 'spins'>): number {
  let largest = 0;
  for (let at = 0; at < spins.length; at += components) {
    largest = Math.max(largest, Math.abs(Math.hypot(...spins.subarray(at, at + components)) - 1));
  }
  return largest;
}

function checkSpins({ extents, components, spins }: SpinConfiguration): void {
  const sites = extents.reduce((product, length) => product * length, 1);
  if (spins.length !== sites * components) {
    refuse(
      `Spins of ${components} components on ${extentsText(extents)} sites are ${sites * components} reals; found ${spins.length}.`,
    );
  }
  const defect = lengthDefect({ components, spins });
  if (!(defect <= allowedDefect)) {
    refuse(`A spin has a length that is off 1 by ${defect.toPrecision(2)}; expected at most ${allowedDefect}.`);
  }
}
