/**
 * Every way through the wizard: at a fork (a kind, a section that may be left out) all answers are followed; the words
 * of other choices take turns, so that each of them occurs.
 */

import {
  answered,
  type Interview,
  newInterview,
  objection,
  openQuestion,
  openWords,
  suggestionFor,
} from '../../src/cli/wizard/interview.ts';
import type { Preset } from '../../src/cli/wizard/presets.ts';
import type { Question } from '../../src/cli/wizard/question.ts';
import { key, uniforms } from '../../src/lattice/index.ts';

/** Answers instead of the suggested ones, by question id. */
export type Wanted = Readonly<Record<string, readonly unknown[]>>;

export interface Path {
  readonly interview: Interview;
  readonly asked: readonly Question[];
}

/** What decides nothing about other keys: in a sample of the ways, these forks are followed on single ways only. */
const independent = /^(measure|output)|^action\.gauge|smearing|^action\.fermions|levels|tune/;

/** At most so many elements of a list of tables. */
const longestList = 2;

export interface Choices {
  readonly wanted?: Wanted;
  /** Every combination of forks (the default), or a sample in which every answer to a fork occurs. */
  readonly extent?: 'all' | 'sample';
  /** So many single ways more, with forks drawn at random. */
  readonly walks?: number;
}

export function pathsThrough(
  mode: 'simple' | 'expert',
  preset: Preset,
  { wanted = {}, extent = 'all', walks = 0 }: Choices = {},
): Path[] {
  const turns = new Map<string, number>();
  const inTurn = (id: string, values: readonly unknown[]) => {
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    return values[turn % values.length];
  };
  let draws = 0;
  const anyOf = (values: readonly unknown[]) =>
    values[Math.floor(uniforms(key(1, 0, 'preflight'), draws++, 0)[0] * values.length)];
  const follow = (interview: Interview, asked: readonly Question[], isWalk: boolean): Path[] => {
    const question = openQuestion(interview);
    if (question === undefined) return [{ interview, asked }];
    const isFollowed = question.isFork && !isWalk && (extent === 'all' || !independent.test(question.id));
    const answers = question.isFork ? forks(interview, question, inTurn) : others(interview, question, wanted);
    const values = isFollowed
      ? answers
      : [question.isFork ? (isWalk ? anyOf(answers) : answers[0]) : inTurn(question.id, answers)];
    return values.flatMap(value => follow(answered(interview, question, value), [...asked, question], isWalk));
  };
  const start = newInterview(mode, preset);
  return [...follow(start, [], false), ...Array.from({ length: walks }, () => follow(start, [], true)).flat()];
}

type InTurn = (id: string, values: readonly unknown[]) => unknown;

function forks(interview: Interview, question: Question, inTurn: InTurn): readonly unknown[] {
  if (question.kind === 'menu') {
    const names = question.words.map(({ word }) => word);
    const next = Array.from({ length: 4 }, () => inTurn(question.id, names));
    return [[], next.filter(name => objection(interview, question, [name]) === undefined)];
  }
  if (question.kind === 'choice') return openWords(interview, question).map(({ word }) => word);
  const index = question.path.at(-1);
  const isTooLong = typeof index === 'number' && index >= longestList;
  return [false, true].filter(value => !(value && isTooLong) && objection(interview, question, value) === undefined);
}

function others(interview: Interview, question: Question, wanted: Wanted): readonly unknown[] {
  const asWished = wanted[question.id]?.filter(value => objection(interview, question, value) === undefined);
  if (asWished !== undefined && asWished.length > 0) return asWished;
  if (question.kind === 'choice') return openWords(interview, question).map(({ word }) => word);
  const suggestion = suggestionFor(interview, question);
  if (objection(interview, question, suggestion) === undefined) return [suggestion];
  if (question.kind === 'texts') return [['gauge']];
  const lists = [
    [1, 2, -1, -2],
    [1, 1, 0],
  ].filter(value => objection(interview, question, value) === undefined);
  if (question.kind === 'numbers' && lists.length > 0) return lists;
  if (question.kind === 'vectors')
    return [[[1, 1, 0]], [[1, 1]], [[1]]].filter(value => objection(interview, question, value) === undefined);
  const texts = ['plaquette', 'a text'].filter(value => objection(interview, question, value) === undefined);
  if (question.kind === 'text' && texts.length > 0) return texts;
  const numbers = [0, 1, 2, 4, 0.1].filter(value => objection(interview, question, value) === undefined);
  if (numbers.length > 0) return numbers;
  throw new Error(`No answer to ${question.id} would do; suggested is ${JSON.stringify(suggestion)}.`);
}
