/**
 * `JSON.parse` keeps the last of two equal keys in silence; a header that names a tensor twice must be refused.
 */

/** A key that occurs twice in one object of this valid JSON text; undefined when there is none. */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  // A string followed by a colon is a key; brackets inside strings are skipped together with their string.
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (key !== undefined) {
      const name = String(JSON.parse(key));
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}
