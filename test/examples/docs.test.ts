/** What the pages say about the code is still there: every key and file of a run, and every path they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { keysPage } from '../../docs/keys.ts';
import { colourVectors, links, U1 } from '../../src/group/index.ts';
import { input, output, siteKernel } from '../../src/kernel/index.ts';
import { runFiles } from '../../src/runfolder/claim.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pageNamed = (name: string) => readFileSync(join(root, name), 'utf8');

describe('docs/run-file.md', () => {
  const page = pageNamed('docs/run-file.md');

  test('its keys are those of the schema', () => {
    expect(pageNamed('docs/keys.md'), 'run "npm run docs:keys"').toBe(keysPage());
  });

  test('names every file of a run folder and every estimate', () => {
    const estimates = ['plaquette', 'polyakovLoop', 'chiralCondensate', 'acceptance', 'expMinusDeltaH'];
    for (const name of [...runFiles, ...estimates]) expect(page).toContain(`\`${name}\``);
  });
});

describe.each(['CONVENTIONS.md', 'docs/architecture.md', 'docs/fermions.md', 'examples/README.md'])('%s', name => {
  const page = pageNamed(name);
  const sources = ['src', 'test']
    .flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
    .map(path => `/${path.split(sep).join('/')}`);

  test('every source file and folder that it names exists', () => {
    const named = [...page.matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts|(?:[\w-]+\/)+)`/g)].map(([, path]) => path);
    const missing = named
      .map(path => path.replace(/^(src|test)\//, '').replace(/\/$/, ''))
      .filter(path => !sources.some(source => source.endsWith(`/${path}`)) && !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});

/** Formulas and listings are set in by four places, and may have brackets too. */
const withoutFormulas = (page: string) => page.replace(/^ {4}.*$/gm, '');

test('every page that a page links to exists, and docs/README.md leads to every page', () => {
  const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
  const linksOf = (name: string) =>
    [...withoutFormulas(pageNamed(name)).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
      join(root, name, '..', link),
    );
  const all = [
    'README.md',
    'CONTRIBUTING.md',
    'CONVENTIONS.md',
    'examples/README.md',
    ...pages.map(name => `docs/${name}`),
  ];
  expect(
    all.flatMap(name =>
      linksOf(name)
        .filter(link => !existsSync(link))
        .map(link => `${name}: ${link}`),
    ),
  ).toEqual([]);
  const index = linksOf('docs/README.md');
  const results = readdirSync(join(root, 'docs/results')).filter(name => name.endsWith('.md'));
  const wanted = [...pages, ...results.map(name => `results/${name}`)].filter(name => name !== 'README.md');
  expect(wanted.filter(name => !index.includes(join(root, 'docs', name)))).toEqual([]);
});

test('the listings in docs/architecture.md are those of the kernel beside them', () => {
  const kernel = siteKernel(
    'covariantDifference',
    2,
    { U: input(links(U1, 2)), phi: input(colourVectors(U1)), out: output(colourVectors(U1)) },
    ({ U, phi, out }, x) => {
      const [there] = phi(x.plus(0));
      out.set([U(0).entry(0, 0).mul(there).sub(phi()[0])]);
    },
  );
  const lines = pageNamed('docs/architecture.md')
    .split('\n')
    .map(line => line.split(/ {5,}/).map(part => part.trim()));
  const [left, right] = [0, 1].map(side => lines.map(parts => parts[side]));
  const trimmed = (text: string) => text.split('\n').map(line => line.trim());
  const start = left.indexOf('kernel covariantDifference');
  const listed = (side: (string | undefined)[]) => side.slice(start, start + 17).filter(line => line && line !== '```');
  expect(listed(left)).toEqual(trimmed(kernel.ir.toString()));
  expect(listed(right)).toEqual(trimmed(kernel.adjoint(['phi']).ir.toString()));
});
