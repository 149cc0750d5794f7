/**
 * "Did you mean …?"
 *
 * Distance between two words = least number of inserted, removed, changed or swapped neighbouring letters (the
 * restricted Damerau–Levenshtein distance; F. J. Damerau, Commun. ACM 7, 171 (1964)), upper and lower case alike.
 */
export function editDistance(from: string, to: string): number {
  const a = [...from.toLowerCase()];
  const b = [...to.toLowerCase()];
  const rows = Array.from({ length: a.length + 1 }, (_, i) => {
    const row = new Array<number>(b.length + 1).fill(0);
    row[0] = i;
    return row;
  });
  for (let j = 0; j <= b.length; j++) rows[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

const longestWord = 60;

/**
 * The known word that was probably meant: one that differs by a slip of the keyboard, or one that the written word
 * begins or abbreviates (`traj_length` for `trajectoryLength`). Punctuation does not count.
 */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  const plain = (word: string) => word.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  const target = plain(written);
  if (target === '' || target.length > longestWord) return undefined;
  const slips = known
    .map(word => ({ word, distance: editDistance(target, plain(word)) }))
    .filter(({ word, distance }) => distance <= Math.max(1, Math.floor(plain(word).length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return slips[0]?.word ?? known.find(word => abbreviates(target, plain(word)));
}

const shortestAbbreviation = 3;

/** The letters of the shorter word stand in the longer one in the same order, and both begin alike. */
function abbreviates(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < shortestAbbreviation || short[0] !== long[0]) return false;
  let from = 0;
  return [...short].every(letter => {
    const found = long.indexOf(letter, from);
    from = found + 1;
    return found >= 0;
  });
}
