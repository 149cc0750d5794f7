import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { observableCatalogue, spinCatalogue } from './observableNamed.ts';

const page = readFileSync(new URL('../../docs/observables.md', import.meta.url), 'utf8');

test('docs/observables.md names every observable and every option', () => {
  const words = new Set([...page.matchAll(/`(\w+)`/g)].map(([, word]) => word));
  const known = [...Object.entries(observableCatalogue), ...Object.entries(spinCatalogue)].flatMap(
    ([name, { options }]) => [name, ...Object.keys(options.shape)],
  );
  expect([...new Set(known)].filter(word => !words.has(word))).toEqual([]);
});
