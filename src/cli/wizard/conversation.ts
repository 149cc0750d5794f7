/** The wizard's conversation: mode, preset, the questions of the schema, review, file name. Back leads everywhere. */
import type { Asker, Choice } from './asker.ts';
import {
  answered,
  backTo,
  documentOf,
  type Interview,
  type Mode,
  newInterview,
  openQuestion,
  reopened,
  sectionsOf,
} from './interview.ts';
import { type Preset, presets } from './presets.ts';
import { meantBy, requestFor } from './wording.ts';

export interface ConversationOptions {
  readonly asker: Asker;
  /** The run file as text, with remarks on it such as memory and time. */
  readonly review: (document: Record<string, unknown>) => Promise<readonly string[]>;
  /** Why a file cannot be written there. */
  readonly refuseFile: (name: string) => string | undefined;
  readonly fileName: string | undefined;
}

export interface Finished {
  readonly document: Record<string, unknown>;
  readonly fileName: string;
}

/** @returns undefined if the user left */
export async function converse(options: ConversationOptions): Promise<Finished | undefined> {
  let mode: Mode | undefined;
  for (;;) {
    const begun = await beginning(options.asker, mode);
    if (begun === undefined) return;
    mode = begun.mode;
    const finished = await held(options, begun);
    if (finished === 'quit') return;
    if (finished !== 'back') return finished;
  }
}

/**
 * Question after question, then the review, until the file is named or the user leaves. Back takes away the last step,
 * whether that was an answer or the choice of a section to change.
 *
 * @returns 'back' if the user went back to before the first question
 */
async function held(options: ConversationOptions, begun: Interview): Promise<Finished | 'back' | 'quit'> {
  /** What things were before each step that the user took. */
  const trail: Interview[] = [];
  let interview = begun;
  for (;;) {
    const step = await nextStep(options, interview);
    if (step === 'quit' || (typeof step === 'object' && 'fileName' in step)) return step;
    if (step === 'back') {
      const earlier = trail.pop();
      if (earlier === undefined) return 'back';
      interview = backTo(earlier, interview);
    } else {
      if (step.isChosen) trail.push(interview);
      interview = step.interview;
    }
  }
}

interface Step {
  readonly interview: Interview;
  /** Whether the user took it; what has only one answer answers itself. */
  readonly isChosen: boolean;
}

/** Asks for the mode, unless it is known, and for the preset; back from there leads to the mode again. */
async function beginning(asker: Asker, known: Mode | undefined): Promise<Interview | undefined> {
  let mode: string | undefined = known;
  for (;;) {
    mode ??= await choose(asker, 'mode', 'How much do you want to decide?', modes);
    if (mode === 'back' || mode === 'quit') return;
    const name = await choose(asker, 'preset', 'What do you want to begin from?', presetChoices);
    if (name === 'quit') return;
    if (name === 'back') {
      mode = undefined;
      continue;
    }
    const preset = presets.find(held => held.name === name) as Preset;
    return newInterview(mode as Mode, preset);
  }
}

const modes: readonly Choice[] = [
  { value: 'simple', meaning: 'what has no default' },
  { value: 'expert', meaning: 'every key of a run file' },
];
const presetChoices = presets.map(({ name, meaning }) => ({ value: name, meaning }));

/** The open question with its answer; the review where none is open. */
async function nextStep(
  options: ConversationOptions,
  interview: Interview,
): Promise<Finished | Step | 'back' | 'quit'> {
  const { asker } = options;
  const question = openQuestion(interview);
  if (question === undefined) return reviewed(options, interview);
  const request = requestFor(interview, question);
  const [only, ...others] = request.choices;
  if (request.kind === 'choice' && only !== undefined && others.length === 0) {
    return { interview: answered(interview, question, meantBy(question, only.value)), isChosen: false };
  }
  const reply = await asker.ask(request);
  if (reply.kind !== 'answer') return reply.kind;
  const refusal = request.refuse(reply.value);
  if (refusal === undefined) {
    return { interview: answered(interview, question, meantBy(question, reply.value)), isChosen: true };
  }
  asker.say(refusal);
  return { interview, isChosen: false };
}

/** Write, change a section, go back, or leave. */
async function reviewed(
  options: ConversationOptions,
  interview: Interview,
): Promise<Finished | Step | 'back' | 'quit'> {
  const { asker } = options;
  const document = documentOf(interview);
  for (const line of await options.review(document)) asker.say(line);
  const changes = sectionsOf(interview).map(section => ({ value: section, meaning: 'change this section' }));
  const choice = await choose(asker, 'review', 'Is this your run?', [
    { value: 'write', meaning: 'yes, write the file' },
    ...changes,
  ]);
  if (choice === 'quit' || choice === 'back') return choice;
  if (choice !== 'write') return { interview: reopened(interview, choice), isChosen: true };
  const fileName = options.fileName ?? (await nameOfFile(options));
  if (fileName === 'quit') return 'quit';
  return fileName === 'back' ? { interview, isChosen: false } : { document, fileName };
}

async function nameOfFile({ asker, refuseFile }: ConversationOptions): Promise<string> {
  const refuse = (reply: string | readonly string[]) => refuseFile(String(reply));
  for (;;) {
    const reply = await asker.ask({
      id: 'file',
      message: 'Name of the file',
      kind: 'text',
      choices: [],
      suggestion: 'run.toml',
      refuse,
    });
    if (reply.kind !== 'answer') return reply.kind;
    const problem = refuse(reply.value);
    if (problem === undefined) return String(reply.value);
    asker.say(problem);
  }
}

async function choose(asker: Asker, id: string, message: string, choices: readonly Choice[]): Promise<string> {
  const refuse = (reply: string | readonly string[]) =>
    choices.some(({ value }) => value === reply)
      ? undefined
      : `expected one of ${choices.map(({ value }) => value).join(', ')}.`;
  for (;;) {
    const reply = await asker.ask({ id, message, kind: 'choice', choices, suggestion: choices[0]?.value, refuse });
    if (reply.kind !== 'answer') return reply.kind;
    const problem = refuse(reply.value);
    if (problem === undefined) return String(reply.value);
    asker.say(problem);
  }
}
