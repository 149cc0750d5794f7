/** A run file as an editor sees it: its problems line by line, its form, its contents. */
import { fieldsOf, InputError, parseToml, runFromText, schemaFor, theoryLine } from '../../../src/runfile/index.ts';
import type { ReadFile } from './protocol.ts';

const fileName = 'run';

export function readFile(text: string): ReadFile {
  let document: Record<string, unknown>;
  try {
    document = parseToml(fileName, text);
  } catch (error) {
    return { problems: problemsOf(error), fields: [], document: {} };
  }
  const plain = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  const form = { fields: fieldsOf(schemaFor(document), document), document: plain };
  try {
    return { ...form, theory: theoryLine(runFromText(fileName, text).resolved), problems: [] };
  } catch (error) {
    return { ...form, problems: problemsOf(error) };
  }
}

/** `run:12: \`sampler.steps\` is …` → line 12 and the sentence. */
function problemsOf(error: unknown): ReadFile['problems'] {
  if (!(error instanceof InputError)) throw error;
  return error.message.split('\n').map(text => {
    const found = /^run:(\d+): (.*)$/.exec(text);
    return found === null ? { line: 1, sentence: text } : { line: Number(found[1]), sentence: found[2] };
  });
}
