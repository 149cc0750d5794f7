/** Keys of a run file that name other files. */

/** By path, with the words that name no file. */
export const fileKeys = {
  'network.weights': [],
  'sampler.effective.weights': [],
  'effective.weights': [],
  'training.data': [],
  'start.from': ['cold', 'hot', 'instanton', 'antiinstanton', 'flux'],
} as const satisfies Record<string, readonly string[]>;

/** Whether the value of a key names a file. */
export function namesFile(path: string, value: unknown): value is string {
  if (!(path in fileKeys) || typeof value !== 'string') return false;
  return !(fileKeys[path as keyof typeof fileKeys] as readonly string[]).includes(value);
}
