/** A run file for people: the document as TOML, each key with what the schema says about it. */
import { writeToml } from '../../runfile/echo.ts';
import { describeKeys } from '../../runfile/schema/describe.ts';
import { type Resolved, schemaFor } from '../../runfile/schema/index.ts';
import { shapeOf } from '../../runfile/schema/shape.ts';
import { type Question, questionsOf } from './question.ts';

const commentColumn = 44;

/**
 * @param document keys and values of a run file; it need not be complete
 * @param remarks comment lines for the head of the file
 */
export function runFileText(document: Record<string, unknown>, remarks: readonly string[] = []): string {
  const meanings = new Map(describeKeys(schemaFor(document)).map(({ path, meaning }) => [path, meaning]));
  for (const [path, meaning] of kinds(document)) meanings.set(path, meaning);
  let section = '';
  const lines = writeToml(document as Resolved)
    .trimEnd()
    .split('\n')
    .map(line => {
      const header = /^\[(.+)\]$/.exec(line)?.[1];
      if (header !== undefined) section = header;
      const key = /^([A-Za-z0-9_-]+) = /.exec(line)?.[1];
      const path = header ?? (section === '' ? key : `${section}.${key}`);
      const meaning = path === undefined ? undefined : meanings.get(path);
      return meaning === undefined || meaning === '' ? line : `${line.padEnd(commentColumn)}  # ${meaning}`;
    });
  const head = remarks.flatMap(remark => remark.split('\n')).map(remark => `# ${remark}`.trimEnd());
  return `${[...head, ...(head.length > 0 ? [''] : []), ...lines].join('\n')}\n`;
}

/** What the schema says about the keys of the kind that was chosen, and about that kind, by the path of the key. */
function kinds(document: Record<string, unknown>): [string, string][] {
  const chosen = ({ path }: Question): unknown =>
    path.reduce<unknown>(
      (table, key) => (typeof table === 'object' && table !== null ? Reflect.get(table, key) : undefined),
      document,
    );
  const answer = (question: Question) => {
    const value = chosen(question);
    if (question.kind === 'menu') return typeof value === 'object' && value !== null ? Object.keys(value) : [];
    return question.kind === 'present' ? value !== undefined : (value ?? question.fallback ?? null);
  };
  return [...questionsOf(shapeOf(schemaFor(document)), answer)].flatMap(question => {
    const word = question.words.find(held => held.word === chosen(question));
    // Of several kinds that have a key of this name, the chosen one.
    const meaning = word?.meaning || question.meaning;
    return meaning === '' ? [] : [[question.id, meaning]];
  });
}
