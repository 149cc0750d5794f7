/**
 * An interview: a preset, the answers so far, and from these the next question and the run file. Nothing here talks to
 * anybody; the same interview is held on a terminal, by a script, or one day by a form.
 *
 * Simple mode asks for what the schema gives no default for; everything else is as in the preset, else as by default.
 * Expert mode asks for every key.
 */
import type { z } from 'zod';
import { inconsistencies } from '../../runfile/schema/consistency.ts';
import { schemaFor } from '../../runfile/schema/index.ts';
import { shapeOf } from '../../runfile/schema/shape.ts';
import { type Preset, presets } from './presets.ts';
import { isListOfTables, type Path, type Question, questionsOf } from './question.ts';
import { isCoupling, typicalBeta } from './typicalCouplings.ts';

export type Mode = 'simple' | 'expert';

export interface Interview {
  readonly mode: Mode;
  readonly preset: Preset;
  /** By question id; null leaves the key out. */
  readonly answers: ReadonlyMap<string, unknown>;
  /** Answers that were taken back, as suggestions. */
  readonly remembered: ReadonlyMap<string, unknown>;
}

export function newInterview(mode: Mode, preset: Preset): Interview {
  return { mode, preset, answers: new Map(), remembered: new Map() };
}

/** The next question, or undefined when all is answered. */
export function openQuestion(interview: Interview): Question | undefined {
  return [...asked(interview)].find(question => !interview.answers.has(question.id));
}

/**
 * What the wizard proposes: the answer of before, else a coupling that suits the group, else what the preset says, else
 * the default, else any typical value. A title names one theory, so it is proposed only while that is still the preset's.
 */
export function suggestionFor(interview: Interview, question: Question): unknown {
  const { remembered, preset } = interview;
  if (remembered.has(question.id)) return remembered.get(question.id);
  const wanted = written(preset.document, question);
  if (question.id === 'title') return wanted !== undefined && isStillThePreset(interview) ? wanted : null;
  const suited = suitedCoupling(interview, question);
  if (suited !== undefined) return suited;
  if (wanted !== undefined) return wanted;
  if (question.kind === 'present' || question.kind === 'menu') return question.fallback;
  if (question.fallback !== undefined) return question.fallback;
  if (question.isOptional) return null;
  const typical = presets.map(({ document }) => written(document, question)).find(value => value !== undefined);
  return typical ?? question.words[0]?.word;
}

/** With one more answer. Later answers that no longer fit are taken back. */
export function answered(interview: Interview, question: Question, value: unknown): Interview {
  const answers = new Map(interview.answers).set(question.id, value);
  const next = { ...interview, answers };
  const broken = brokenRules(next).filter(({ path }) => !isBefore(next, path, question));
  const unfit = [...asked(next)].filter(
    other => other.id !== question.id && broken.some(({ path }) => concerns(other, path)),
  );
  return takeBack(next, id => unfit.some(other => other.id === id));
}

/** An earlier state of an interview, with the answers that came after it as suggestions. */
export function backTo(earlier: Interview, now: Interview): Interview {
  return { ...earlier, remembered: new Map([...now.remembered, ...now.answers]) };
}

/** Asks the questions of one section again. */
export function reopened(interview: Interview, section: string): Interview {
  return takeBack(interview, id => id === section || id.startsWith(`${section}.`));
}

/** Sections with questions to ask, those still to come as far as the suggestions lead. */
export function sectionsOf(interview: Interview): string[] {
  const all = [
    ...questionsOf(shapeOf(schemaFor(interview.preset.document)), question => answerTo(interview, question)),
  ];
  return [...new Set(all.filter(question => isAskedIn(interview, question)).map(({ path }) => String(path[0])))];
}

/**
 * Why a value cannot be the answer, as a sentence that completes "expected …"; undefined if it can.
 *
 * Looks at the value alone, then at the rules between sections, with everything not yet asked as suggested.
 */
export function objection(interview: Interview, question: Question, value: unknown): string | undefined {
  if (question.kind === 'choice' && !question.words.some(({ word }) => word === value)) return 'one of the choices';
  if (question.kind === 'menu' && !isChosenFrom(question, value)) return 'names out of the list';
  const isLeftOut = value === null && question.isOptional;
  if (!isLeftOut && question.kind !== 'present' && question.kind !== 'menu' && !question.path.includes('kind')) {
    const result = (question.schema as z.ZodType).safeParse(value);
    if (!result.success) return result.error.issues[0].message;
  }
  const next = { ...interview, answers: new Map(interview.answers).set(question.id, value) };
  const blamed = brokenRules(next).find(({ path }) => concerns(question, path) || isBefore(next, path, question));
  if (blamed === undefined) return;
  const isHere = concerns(question, blamed.path);
  return isHere ? blamed.expected : `for ${blamed.path.join('.')}: ${blamed.expected}`;
}

/** The choices that nothing speaks against. */
export function openWords(interview: Interview, question: Question): Question['words'] {
  if (question.kind !== 'choice') return question.words;
  return question.words.filter(({ word }) => objection(interview, question, word) === undefined);
}

/** The run file as a document. Questions not yet asked are answered as suggested. */
export function documentOf(interview: Interview): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  const all = questionsOf(shapeOf(schemaFor(interview.preset.document)), question => answerTo(interview, question));
  for (const question of all) {
    const value = answerTo(interview, question);
    if (question.kind === 'menu') {
      for (const name of Array.isArray(value) ? value : []) place(document, [...question.path, String(name)], {});
    } else if (question.kind === 'present') {
      if (value === true && !isPartOfList(question)) place(document, question.path, {});
    } else if (value !== null && value !== undefined && isWorthWriting(interview, question, value)) {
      place(document, question.path, value);
    }
  }
  return document;
}

function isChosenFrom({ words }: Question, value: unknown): boolean {
  return Array.isArray(value) && value.every(name => words.some(({ word }) => word === name));
}

/** A list, or an element of one: its entries make it. */
function isPartOfList({ path, schema }: Question): boolean {
  return typeof path.at(-1) === 'number' || isListOfTables(shapeOf(schema).form);
}

/** What was asked, what the preset says, and what has no default; the other defaults stay unwritten. */
function isWorthWriting({ answers, preset }: Interview, question: Question, value: unknown): boolean {
  if (answers.has(question.id) || question.isFork || question.fallback === undefined) return true;
  return (
    written(preset.document, question) !== undefined || JSON.stringify(value) !== JSON.stringify(question.fallback)
  );
}

function answerTo(interview: Interview, question: Question): unknown {
  if (interview.answers.has(question.id)) return interview.answers.get(question.id);
  return suggestionFor(interview, question) ?? placeholder(question);
}

const typical: Partial<Record<Question['kind'], readonly unknown[]>> = {
  number: [1, 2, 0, 0.1],
  numbers: [[1, 2, -1, -2]],
  vectors: [[[1, 1, 0]]],
};

/** Stands in for what nobody can suggest, so that the rules between sections can be looked at meanwhile. */
function placeholder({ isOptional, kind, schema }: Question): unknown {
  const values = isOptional ? [] : (typical[kind] ?? []);
  return values.find(value => (schema as z.ZodType).safeParse(value).success) ?? null;
}

/** The questions that this mode asks, up to the first open one. */
function* asked(interview: Interview): Generator<Question> {
  const answer = (question: Question) =>
    interview.answers.has(question.id) || !isAskedIn(interview, question) ? answerTo(interview, question) : undefined;
  for (const question of questionsOf(shapeOf(schemaFor(interview.preset.document)), answer))
    if (isAskedIn(interview, question)) yield question;
}

const isAskedIn = ({ mode }: Interview, question: Question) => mode === 'expert' || isEssential(question);

function isEssential({ isFork, isOptional, fallback }: Question): boolean {
  return !isFork && !isOptional && fallback === undefined;
}

function brokenRules(interview: Interview) {
  const result = schemaFor(interview.preset.document).safeParse(documentOf(interview));
  return result.success ? inconsistencies(result.data) : [];
}

/** Whether what stands at a path was asked before this question. */
function isBefore(interview: Interview, path: Path, question: Question): boolean {
  const order = [...asked(interview)];
  const here = order.findIndex(({ id }) => id === question.id);
  const there = order.findIndex(other => concerns(other, path));
  return there >= 0 && there < here;
}

/** Whether the question asks for what stands at a path, for something inside it, or for a list that it is in. */
function concerns({ path, kind }: Question, place: Path): boolean {
  const plain = path.at(-1) === 'kind' && place.at(-1) !== 'kind' ? path.slice(0, -1) : path;
  const isWhole =
    plain.length >= place.length ||
    ['several', 'numbers', 'vectors', 'texts'].includes(kind) ||
    (kind === 'menu' && place.length <= plain.length + 1);
  const length = Math.min(plain.length, place.length);
  return isWhole && plain.slice(0, length).every((key, depth) => String(key) === String(place[depth]));
}

function takeBack(interview: Interview, isMeant: (id: string) => boolean): Interview {
  const answers = new Map(interview.answers);
  const remembered = new Map(interview.remembered);
  for (const [id, value] of interview.answers) {
    if (!isMeant(id)) continue;
    answers.delete(id);
    remembered.set(id, value);
  }
  return { ...interview, answers, remembered };
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** What a document says to a question. */
function written(document: unknown, { path, kind }: Question): unknown {
  const value = valueAt(document, path);
  if (value === undefined) return undefined;
  if (kind === 'menu') return typeof value === 'object' && value !== null ? Object.keys(value) : undefined;
  return kind === 'present' ? true : value;
}

function place(document: Record<string, unknown>, path: Path, value: unknown): void {
  let table: Record<string | number, unknown> = document;
  path.forEach((key, depth) => {
    if (depth === path.length - 1) {
      if (value !== undefined) table[key] ??= value;
      return;
    }
    table[key] ??= typeof path[depth + 1] === 'number' ? [] : {};
    table = table[key] as Record<string | number, unknown>;
  });
}

/** Keys that a title speaks of. */
const named = [
  'group.name',
  'action.gauge.kind',
  'action.gauge.beta',
  'action.fermion.kind',
  'action.fermion.flavours',
  'sampler.kind',
  'model.kind',
  'model.beta',
  'effective.kind',
];

function isStillThePreset({ answers, preset }: Interview): boolean {
  return named.every(id => {
    const wanted = valueAt(preset.document, id.split('.'));
    return !answers.has(id) || wanted === undefined || answers.get(id) === wanted;
  });
}

/** A coupling for the chosen group and gauge action, where these are others than those of the preset. */
function suitedCoupling({ answers, preset }: Interview, { id }: Question): number | undefined {
  if (!isCoupling(id)) return undefined;
  const chosen = (key: string) => String(answers.get(key) ?? valueAt(preset.document, key.split('.')));
  const [group, kind] = ['group.name', 'action.gauge.kind'].map(chosen);
  const isPreset = ['group.name', 'action.gauge.kind'].every(
    key => chosen(key) === String(valueAt(preset.document, key.split('.'))),
  );
  return isPreset ? undefined : typicalBeta(group, kind);
}
