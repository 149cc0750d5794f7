/** The wizard's conversation: mode, preset, the questions of the schema, review, file name. Back leads everywhere. */
import type { Asker, Choice, Reply } from './asker.ts';
import {
  answered,
  documentOf,
  type Interview,
  type Mode,
  newInterview,
  openQuestion,
  reopened,
  sectionsOf,
  steppedBack,
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
  let interview: Interview | undefined;
  let mode: Mode | undefined;
  for (;;) {
    interview ??= await beginning(options.asker, mode);
    if (interview === undefined) return;
    mode = interview.mode;
    const asked: Interview | 'quit' | undefined = await questioned(options.asker, interview);
    if (asked === 'quit') return;
    interview = asked;
    if (interview === undefined) continue;
    const decision = await reviewed(options, interview);
    if (decision === 'quit') return;
    if ('fileName' in decision) return decision;
    interview = decision;
  }
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

/** @returns 'quit', or undefined if the user went back to before the first question */
async function questioned(asker: Asker, begun: Interview): Promise<Interview | 'quit' | undefined> {
  let interview: Interview | undefined = begun;
  while (interview !== undefined) {
    const question = openQuestion(interview);
    if (question === undefined) return interview;
    const request = requestFor(interview, question);
    const [only] = request.choices;
    const reply: Reply =
      request.kind === 'choice' && only !== undefined && request.choices.length === 1
        ? { kind: 'answer', value: only.value }
        : await asker.ask(request);
    if (reply.kind === 'quit') return 'quit';
    if (reply.kind === 'back') interview = backToOpen(interview);
    else interview = answeredOrSaid(asker, interview, question, reply.value);
  }
  return;
}

/** Back over questions that had one choice only, which would answer themselves again. */
function backToOpen(interview: Interview): Interview | undefined {
  let before = steppedBack(interview);
  while (before !== undefined) {
    const question = openQuestion(before);
    if (question === undefined) return before;
    const { kind, choices } = requestFor(before, question);
    if (kind !== 'choice' || choices.length > 1) return before;
    before = steppedBack(before);
  }
  return before;
}

function answeredOrSaid(
  asker: Asker,
  interview: Interview,
  question: NonNullable<ReturnType<typeof openQuestion>>,
  value: string | readonly string[],
): Interview {
  const refusal = requestFor(interview, question).refuse(value);
  if (refusal === undefined) return answered(interview, question, meantBy(question, value));
  asker.say(refusal);
  return interview;
}

/** Write, change a section, go back, or leave. */
async function reviewed(options: ConversationOptions, interview: Interview): Promise<Finished | Interview | 'quit'> {
  const { asker } = options;
  const document = documentOf(interview);
  for (const line of await options.review(document)) asker.say(line);
  const changes = sectionsOf(interview).map(section => ({ value: section, meaning: 'change this section' }));
  const choice = await choose(asker, 'review', 'Is this your run?', [
    { value: 'write', meaning: 'yes, write the file' },
    ...changes,
  ]);
  if (choice === 'quit') return 'quit';
  if (choice === 'back') return backToOpen(interview) ?? interview;
  if (choice !== 'write') return reopened(interview, choice);
  const fileName = options.fileName ?? (await nameOfFile(options));
  if (fileName === 'quit') return 'quit';
  return fileName === 'back' ? interview : { document, fileName };
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
