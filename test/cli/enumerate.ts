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
} from '../../src/run/wizard/interview.ts';
import type { Preset } from '../../src/run/wizard/presets.ts';
import type { Question } from '../../src/run/wizard/question.ts';

/** Answers instead of the suggested ones, by question id. */
export type Wanted = Readonly<Record<string, readonly unknown[]>>;

export interface Path {
  readonly interview: Interview;
  readonly asked: readonly Question[];
}

/** Sections that decide nothing about other sections: in a sample of the ways, their forks take turns as well. */
const independent = ['measure', 'output'];

/** At most so many elements of a list of tables. */
const longestList = 2;

export interface Choices {
  readonly wanted?: Wanted;
  /** Every combination of forks (the default), or a sample in which every answer to a fork occurs. */
  readonly extent?: 'all' | 'sample';
}

export function pathsThrough(
  mode: 'simple' | 'expert',
  preset: Preset,
  { wanted = {}, extent = 'all' }: Choices = {},
): Path[] {
  const turns = new Map<string, number>();
  const inTurn = (id: string, values: readonly unknown[]) => {
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    return values[turn % values.length];
  };
  const follow = (interview: Interview, asked: readonly Question[]): Path[] => {
    const question = openQuestion(interview);
    if (question === undefined) return [{ interview, asked }];
    const isFollowed = question.isFork && (extent === 'all' || !independent.includes(String(question.path[0])));
    const answers = question.isFork ? forks(interview, question) : others(interview, question, wanted);
    const values = isFollowed ? answers : [inTurn(question.id, answers)];
    return values.flatMap(value => follow(answered(interview, question, value), [...asked, question]));
  };
  return follow(newInterview(mode, preset), []);
}

function forks(interview: Interview, question: Question): readonly unknown[] {
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
  const numbers = [0, 1, 2, 4].filter(value => objection(interview, question, value) === undefined);
  if (numbers.length > 0) return numbers;
  throw new Error(`No answer to ${question.id} would do; suggested is ${JSON.stringify(suggestion)}.`);
}
