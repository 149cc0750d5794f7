/**
 * docs/keys.md, every key of a run file, made from the schema: `npm run docs:keys`. A test holds the page to it.
 */
import { writeFileSync } from 'node:fs';
import { describeKeys, type KeyDescription } from '../src/runfile/schema/describe.ts';
import { runSchemas } from '../src/runfile/schema/index.ts';

const intro = `# Keys of a run file

Made from the schema by \`npm run docs:keys\`; \`cask keys\` prints the same. A key without a default must be given where its
table is given; – means that it may be left out. What runs leave behind: [run-file.md](run-file.md). Signs and factors:
[CONVENTIONS.md](../CONVENTIONS.md).
`;

/** Tables that stand in several places and are described in one of them. */
const described: readonly (readonly [RegExp, string])[] = [
  [/^action\.fermions\./, 'as in `action.fermion`, without `"none"`'],
  [/^action\.(gauge|fermion)\.smearing\./, 'as in `[smearing]`'],
];

export function keysPage(): string {
  const links = describeKeys(runSchemas.links);
  const repeated = described.map(([pattern, where]) => `- \`${exampleOf(links, pattern)}\`: ${where}.`);
  const spins = describeKeys(runSchemas.spins);
  const shared = spins.filter(key => links.some(other => JSON.stringify(other) === JSON.stringify(key)));
  const own = spins.filter(key => !shared.includes(key));
  return `${intro}\n${repeated.join('\n')}\n\n${sectionsText(links)}\n${introToSpins(shared)}\n${sectionsText(own)}`;
}

const introToSpins = (shared: readonly KeyDescription[]) => `# Keys of a run of spins

A run file with a section \`[model]\` is one of spins ([spins.md](spins.md)). These keys it shares with gauge theories: ${shared
  .filter(({ path }) => path.includes('.'))
  .map(({ path }) => `\`${path}\``)
  .join(', ')}.
`;

function sectionsText(keys: readonly KeyDescription[]): string {
  const sections = new Map<string, KeyDescription[]>();
  for (const key of keys) {
    const [section] = key.path.split('.');
    sections.set(section, [...(sections.get(section) ?? []), key]);
  }
  return [...sections]
    .filter(([, list]) => list.length > 1 || list[0].values !== 'table')
    .map(([name, list]) => sectionText(name, list))
    .join('\n');
}

function exampleOf(keys: readonly KeyDescription[], pattern: RegExp): string {
  const found = keys.find(({ path }) => pattern.test(path));
  return found === undefined ? String(pattern) : `${found.path.split('.').slice(0, -1).join('.')}.…`;
}

function sectionText(name: string, keys: readonly KeyDescription[]): string {
  const [first] = keys;
  const rows = keys
    .filter(({ path }) => (path !== name || keys.length === 1) && !described.some(([pattern]) => pattern.test(path)))
    .map(rowOf);
  const title = keys.length === 1 ? `\`${name}\`` : `[${name}]`;
  return [
    `## ${title}`,
    '',
    ...(first.path === name ? [`${first.meaning}.`] : ['Further keys.']),
    '',
    '| key | values | default | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowOf({ path, values, fallback, meaning }: KeyDescription): string {
  const shown = fallback === '(absent)' ? '–' : fallback === undefined ? '' : `\`${fallback}\``;
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return `| \`${path}\` | ${cell(values)} | ${cell(shown)} | ${cell(meaning)} |`;
}

if (import.meta.main) writeFileSync(new URL('./keys.md', import.meta.url), keysPage());
