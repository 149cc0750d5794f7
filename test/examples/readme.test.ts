/** The listings of the first page and of the contributor's page work as they stand: a strict compiler takes them, and they run. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { complaintsAbout, fromRoot, linesPrintedBy, listingsOf, writeListing } from './listing.ts';

const folder = temporaryFolder();
symlinkSync(fromRoot('node_modules'), join(folder, 'node_modules'));

/** What a listing prints: how many lines, and what the last of them must be like. */
const pages = [
  { page: 'README.md', prints: [{ lines: 3, last: /^3 (true|false) / }] },
  {
    page: 'docs/first-contribution.md',
    prints: [
      { lines: 1, last: /= -?(0|\d(\.\d+)?e-1[3-6])$/ },
      { lines: 1, last: /broken by \d(\.\d+)?e-1[4-6]$/ },
      { lines: 3, last: /random links: -?0\.0\d+$/ },
    ],
  },
];

const listings = pages.flatMap(({ page, prints }) => {
  return listingsOf(page).map((text, index) => {
    const file = join(folder, `${page.replaceAll(/\W/g, '-')}-${index}.mts`);
    writeListing(file, text);
    return { name: `${page}, listing ${index}`, file, prints: prints[index], isTest: text.includes("from 'vitest'") };
  });
});

test('every listing is a test, or has lines to print', () => {
  expect(listings).toHaveLength(pages.flatMap(({ prints }) => prints).length + 1);
  expect(listings.filter(({ isTest }) => isTest)).toHaveLength(1);
  for (const { isTest, prints } of listings) expect(isTest).toBe(prints === undefined);
});

test('a strict compiler takes them', () => {
  expect(complaintsAbout(listings.map(({ file }) => file))).toEqual([]);
});

for (const { name, file, prints, isTest } of listings) {
  if (prints) {
    test(`${name} runs`, () => {
      const lines = linesPrintedBy(file);
      expect(lines).toHaveLength(prints.lines);
      expect(lines.at(-1)).toMatch(prints.last);
    });
  }
  if (isTest) {
    describe(name, async () => {
      await import(file);
    });
  }
}
