/** Ranks as they are written: 1.1.2.2, or auto. */
export type RanksFlag = readonly number[] | 'auto';

/** @returns undefined if it is neither */
export function parseRanks(text: string): RanksFlag | undefined {
  if (text === 'auto') return 'auto';
  if (!/^[1-9]\d{0,4}(\.[1-9]\d{0,4}){0,3}$/.test(text)) return;
  return text.split('.').map(Number);
}
