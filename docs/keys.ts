/**
 * docs/keys.md, every key of a run file, made from the schema: `npm run docs:keys`. A test holds the page to it.
 */
import { writeFileSync } from 'node:fs';
import { describeKeys, type KeyDescription } from '../src/runfile/schema/describe.ts';
import { runSchema } from '../src/runfile/schema/index.ts';

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
  const keys = describeKeys(runSchema);
  const sections = new Map<string, KeyDescription[]>();
  for (const key of keys) {
    const [section] = key.path.split('.');
    sections.set(section, [...(sections.get(section) ?? []), key]);
  }
  const parts = [...sections].map(([name, list]) => sectionText(name, list));
  const repeated = described.map(([pattern, where]) => `- \`${exampleOf(keys, pattern)}\`: ${where}.`);
  return `${intro}\n${repeated.join('\n')}\n\n${parts.join('\n')}`;
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
    `${first.meaning}.`,
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
