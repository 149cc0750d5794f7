/** Questions of the schema in words, and answers in words as values. */
import { showPath, showValue } from '../../runfile/input/problem.ts';
import type { Request } from './asker.ts';
import { type Interview, objection, openWords, sectionsOf, suggestionFor } from './interview.ts';
import type { Question } from './question.ts';

/** The question as it is put to the user. */
export function requestFor(interview: Interview, question: Question): Request {
  const open = openWords(interview, question);
  const suggestion = [suggestionFor(interview, question), question.fallback, open[0]?.word].find(
    value => value !== undefined && objection(interview, question, value) === undefined,
  );
  const common = { id: question.id, message: messageFor(interview, question) };
  const refuse = (reply: string | readonly string[]) => refusal(interview, question, reply);
  if (question.kind === 'present') {
    const choices = [
      { value: 'no', meaning: '' },
      { value: 'yes', meaning: '' },
    ].filter(({ value }) => refuse(value) === undefined);
    return { ...common, kind: 'choice', choices, suggestion: suggestion === true ? 'yes' : 'no', refuse };
  }
  if (question.kind === 'choice') {
    const none = question.isOptional ? [{ value: nothing, meaning: 'leave it out' }] : [];
    const choices = [...none, ...open.map(({ word, meaning }) => ({ value: word, meaning }))];
    return {
      ...common,
      kind: 'choice',
      choices,
      suggestion: suggestion === null ? nothing : String(suggestion),
      refuse,
    };
  }
  if (question.kind === 'several' || question.kind === 'menu') {
    const choices = question.words.map(({ word, meaning }) => ({ value: word, meaning }));
    const chosen = Array.isArray(suggestion) ? suggestion.map(String) : undefined;
    return { ...common, kind: 'several', choices, suggestion: chosen, mayBeEmpty: question.kind === 'menu', refuse };
  }
  return { ...common, kind: 'text', choices: [], suggestion: textOf(suggestion), refuse };
}

const nothing = 'nothing';

function messageFor(interview: Interview, { path, meaning, isOptional, kind }: Question): string {
  const sections = sectionsOf(interview);
  const page = `[${sections.indexOf(String(path[0])) + 1}/${sections.length}]`;
  const name = showPath(path.map(key => (/^\d+$/.test(String(key)) ? Number(key) : key)));
  const leave =
    isOptional && (kind === 'text' || kind === 'number' || kind === 'numbers') ? ' (empty: leave it out)' : '';
  return `${page} ${name}: ${meaning}${leave}`;
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return;
  if (!Array.isArray(value)) return String(value);
  return value.some(Array.isArray) ? value.map(vector => vector.join(' ')).join('; ') : value.join(' ');
}

/** What is written into the run file for a reply; null leaves the key out. */
export function meantBy(question: Question, reply: string | readonly string[]): unknown {
  if (typeof reply !== 'string') return [...reply];
  const text = reply.trim();
  switch (question.kind) {
    case 'present':
      return text === 'yes';
    case 'number':
      return text === '' && question.isOptional ? null : numberOf(text);
    case 'numbers':
      if (text === '' && question.isOptional) return null;
      return numbersOf(text);
    case 'vectors':
      if (text === '' && question.isOptional) return null;
      return text.split(';').map(numbersOf);
    case 'several':
    case 'texts':
      return text.split(/[\s,]+/).filter(piece => piece !== '');
    case 'choice':
      return text === nothing ? null : text;
    default:
      return text === '' && question.isOptional ? null : text;
  }
}

function numbersOf(text: string): (number | string)[] {
  return text
    .split(/[\s,x×[\]]+/)
    .filter(piece => piece !== '')
    .map(numberOf);
}

/** A text that is no number stays a text, so that the schema can say what it expected. */
function numberOf(text: string): number | string {
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? text : value;
}

function refusal(interview: Interview, question: Question, reply: string | readonly string[]): string | undefined {
  const value = meantBy(question, reply);
  const expected = objection(interview, question, value);
  return expected === undefined ? undefined : `${showValue(value)} cannot be used; expected ${expected}.`;
}
