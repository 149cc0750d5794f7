/** The listings of docs/laws.md work as they stand, and what they try obeys every law. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { complaintsAbout, linesPrintedBy, listingsOf, writeListing } from './listing.ts';

const folder = temporaryFolder();
const listings = listingsOf('docs/laws.md').map((text, index) => {
  const file = join(folder, `listing-${index}.mts`);
  writeListing(file, text);
  return file;
});

test('a strict compiler takes them, all five', () => {
  expect(listings).toHaveLength(5);
  expect(complaintsAbout(listings)).toEqual([]);
});

test.each(listings)('%s prints laws that hold', file => {
  const printed = linesPrintedBy(file);
  expect(printed.length).toBeGreaterThan(1);
  for (const line of printed) expect(line).toMatch(/^ok {3}.*\(at most .*\)$/);
});
