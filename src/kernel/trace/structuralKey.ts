/** A text that is the same for values of the same structure, and for no others. */

const identities = new WeakMap<object, string>();
let count = 0;

/**
 * Numbers, texts, truth values, undefined, and lists and records of them, however deep, by what they hold; everything
 * else (functions, instances of classes, records that hold either) by identity.
 */
export function structuralKey(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  const identity = identities.get(value);
  if (identity !== undefined) return identity;
  if (Array.isArray(value)) return `[${value.map(structuralKey).join()}]`;
  if (isRecord(value) && Object.values(value).every(isData)) {
    return `{${Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}:${structuralKey(entry)}`)}}`;
  }
  const made = `#${count++}`;
  identities.set(value, made);
  return made;
}

const isRecord = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

function isData(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isData);
  if (typeof value === 'object' && value !== null) return isRecord(value) && Object.values(value).every(isData);
  return typeof value !== 'function' && typeof value !== 'symbol';
}
