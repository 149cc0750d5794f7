/** A text that is the same for values of the same structure, and for no others. */

const identities = new WeakMap<object, string>();
let count = 0;

/**
 * Numbers, texts, truth values, undefined, and lists and records of them, however deep, by what they hold; functions,
 * instances of classes and records that hold functions by identity.
 */
export function structuralKey(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `${value}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  const identity = identities.get(value);
  if (identity !== undefined) return identity;
  if (Array.isArray(value)) {
    let text = '[';
    for (const element of value) text += `${structuralKey(element)},`;
    return `${text}]`;
  }
  if (isRecord(value)) {
    let text = '{';
    for (const [name, entry] of Object.entries(value)) text += `${JSON.stringify(name)}:${structuralKey(entry)},`;
    return `${text}}`;
  }
  const made = `#${count++}`;
  identities.set(value, made);
  return made;
}

const isRecord = (value: object) =>
  Object.getPrototypeOf(value) === Object.prototype && !Object.values(value).some(entry => typeof entry === 'function');
