/** The questions of a run file, in the order of the schema; which ones there are depends on the answers before. */
import type { Form, Schema, Shape, Table } from '../../runfile/schema/shape.ts';

export type Path = readonly (string | number)[];

export interface Question {
  readonly path: Path;
  /** `sampler.solver.tolerance`, `action.gauge.terms.0.loop` */
  readonly id: string;
  readonly kind: 'choice' | 'several' | 'number' | 'numbers' | 'vectors' | 'text' | 'texts' | 'present' | 'menu';
  /** From the schema. */
  readonly meaning: string;
  /** For `choice`, `several` and `menu`: the words, with what the schema says about each. */
  readonly words: readonly { readonly word: string; readonly meaning: string }[];
  /** Whether the answer decides which questions follow. */
  readonly isFork: boolean;
  readonly isOptional: boolean;
  readonly fallback: unknown;
  /** Checks the answer alone. */
  readonly schema: Schema;
}

/** The answer to a question, undefined as long as there is none; null where the key is left out. */
export type AnswerTo = (question: Question) => unknown;

export function idOf(path: Path): string {
  return path.join('.');
}

/** A list whose elements are asked for one by one. */
export function isListOfTables(form: Form): boolean {
  return form.kind === 'list' && (form.element.form.kind === 'table' || form.element.form.kind === 'union');
}

/** All other lists are one answer, by what their elements are. */
const answerOfList = { choice: 'several', number: 'numbers', list: 'vectors', text: 'texts' } as const;

/** All questions up to the first one without an answer, which is the last one then. */
export function* questionsOf(shape: Shape, answerTo: AnswerTo, path: Path = []): Generator<Question, boolean> {
  const { form, meaning, isOptional, fallback } = shape;
  const question = (part: Partial<Question> & Pick<Question, 'kind'>): Question => {
    const at = part.path ?? path;
    return {
      path: at,
      id: idOf(at),
      meaning,
      words: [],
      isFork: false,
      isOptional,
      fallback,
      schema: shape.schema,
      ...part,
    };
  };
  const isContainer = form.kind === 'table' || form.kind === 'union' || isListOfTables(form);
  if (isOptional && isContainer && path.length > 0) {
    const present = question({ kind: 'present', isFork: true, fallback: false });
    yield present;
    const answer = answerTo(present);
    if (answer === undefined) return false;
    if (answer !== true) return true;
  }
  switch (form.kind) {
    case 'table':
      if (isMenu(form.table)) {
        const words = Object.entries(form.table).map(([word, entry]) => ({ word, meaning: entry.meaning }));
        return yield* menuQuestions(
          question({ kind: 'menu', words, isFork: true, fallback: [] }),
          form.table,
          answerTo,
        );
      }
      return yield* tableQuestions(form.table, answerTo, path);
    case 'union': {
      const words = [...form.tables].map(([word, table]) => ({ word, meaning: table.kind.meaning }));
      const byDefault =
        typeof fallback === 'object' && fallback !== null && 'kind' in fallback ? fallback.kind : undefined;
      const at = [...path, 'kind'];
      const kind = question({ kind: 'choice', path: at, words, isFork: true, fallback: byDefault, isOptional: false });
      yield kind;
      const table = form.tables.get(String(answerTo(kind)));
      if (table === undefined) return false;
      const { kind: _, ...rest } = table;
      return yield* tableQuestions(rest, answerTo, path);
    }
    case 'list': {
      const { form: inner } = form.element;
      if (inner.kind === 'table' || inner.kind === 'union') {
        return yield* listQuestions(form.element, answerTo, path, meaning);
      }
      const words = inner.kind === 'choice' ? inner.words.map(word => ({ word, meaning: '' })) : [];
      return yield* single(question({ kind: answerOfList[inner.kind], words }), answerTo);
    }
    case 'choice':
      return yield* single(
        question({ kind: 'choice', words: form.words.map(word => ({ word, meaning: '' })) }),
        answerTo,
      );
    default:
      return yield* single(question({ kind: form.kind }), answerTo);
  }
}

function* single(question: Question, answerTo: AnswerTo): Generator<Question, boolean> {
  yield question;
  return answerTo(question) !== undefined;
}

function* tableQuestions(table: Table, answerTo: AnswerTo, path: Path): Generator<Question, boolean> {
  for (const [key, shape] of Object.entries(table)) {
    if (!(yield* questionsOf(shape, answerTo, [...path, key]))) return false;
  }
  return true;
}

/** From so many tables on that may be left out, one asks which of them are wanted. */
const longestTour = 5;

function isMenu(table: Table): boolean {
  const shapes = Object.values(table);
  return shapes.length > longestTour && shapes.every(({ isOptional, form }) => isOptional && form.kind === 'table');
}

/** From a menu one asks how often, and what cannot be left out; the rest is for editors, who have `cask keys`. */
function essentials(table: Table): Table {
  const isAsked = ([key, { isOptional, fallback }]: [string, Shape]) =>
    key === 'every' || (!isOptional && fallback === undefined);
  return Object.fromEntries(Object.entries(table).filter(isAsked));
}

function* menuQuestions(menu: Question, table: Table, answerTo: AnswerTo): Generator<Question, boolean> {
  yield menu;
  const answer = answerTo(menu);
  if (!Array.isArray(answer)) return false;
  for (const [key, { form }] of Object.entries(table)) {
    if (!answer.includes(key) || form.kind !== 'table') continue;
    if (!(yield* tableQuestions(essentials(form.table), answerTo, [...menu.path, key]))) return false;
  }
  return true;
}

/** Element after element, with the question in between whether there is one more. */
function* listQuestions(element: Shape, answerTo: AnswerTo, path: Path, meaning: string): Generator<Question, boolean> {
  for (let index = 0; ; index++) {
    const at = [...path, index];
    if (index > 0) {
      const more: Question = {
        path: at,
        id: idOf(at),
        kind: 'present',
        meaning: `one more: ${meaning}`,
        words: [],
        isFork: true,
        isOptional: true,
        fallback: false,
        schema: element.schema,
      };
      yield more;
      const answer = answerTo(more);
      if (answer === undefined) return false;
      if (answer !== true) return true;
    }
    if (!(yield* questionsOf(element, answerTo, at))) return false;
  }
}
