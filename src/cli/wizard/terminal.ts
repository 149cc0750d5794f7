/**
 * Asks on a terminal. Every menu ends with "back" and "quit"; where text is typed, `back` and `quit` are words.
 * Ctrl-C and Escape quit. Colours follow NO_COLOR.
 */
import { isCancel, log, multiselect, select, text } from '@clack/prompts';
import type { Asker, Reply, Request } from './asker.ts';

/** Not a value of any key: keys of a run file hold no spaces. */
const back = '‹ back';
const quit = 'quit';

export const terminal: Asker = {
  ask(request) {
    assumeSize();
    switch (request.kind) {
      case 'choice':
        return askChoice(request);
      case 'several':
        return askSeveral(request);
      case 'text':
        return askText(request);
    }
  },
  say: line => log.message(line),
};

const usual = { columns: 80, rows: 24 };

/** Some pseudo-terminals say that they are 0 by 0, on which nothing can be drawn. */
function assumeSize(): void {
  const { stdout } = process;
  if (stdout.columns === 0) stdout.columns = usual.columns;
  if (stdout.rows === 0) stdout.rows = usual.rows;
}

const ways = [
  { value: back, label: back },
  { value: quit, label: quit },
];

async function askChoice({ message, choices, suggestion }: Request): Promise<Reply> {
  const options = choices.map(({ value, meaning }) => ({
    value,
    label: value,
    ...(meaning === '' ? {} : { hint: meaning }),
  }));
  const initial = typeof suggestion === 'string' ? { initialValue: suggestion } : {};
  const chosen = await select({ message, options: [...options, ...ways], ...initial });
  return replyOf(chosen);
}

async function askSeveral({ message, choices, suggestion, mayBeEmpty }: Request): Promise<Reply> {
  const options = choices.map(({ value }) => ({ value, label: value }));
  const initial = Array.isArray(suggestion) ? { initialValues: suggestion.map(String) } : {};
  const chosen = await multiselect({
    message: `${message} (space selects, return continues)`,
    options: [...options, ...ways],
    required: mayBeEmpty !== true,
    ...initial,
  });
  if (isCancel(chosen) || chosen.includes(quit)) return { kind: 'quit' };
  return chosen.includes(back) ? { kind: 'back' } : { kind: 'answer', value: chosen };
}

async function askText({ message, suggestion, refuse }: Request): Promise<Reply> {
  const initial = typeof suggestion === 'string' ? { placeholder: suggestion, defaultValue: suggestion } : {};
  const orSuggested = (typed: string | undefined) =>
    typed === undefined || typed === '' ? (typeof suggestion === 'string' ? suggestion : '') : typed;
  const typed = await text({
    message: `${message}  (or: back, quit)`,
    ...initial,
    validate(value) {
      const reply = orSuggested(value);
      return ['back', 'quit'].includes(reply) ? undefined : refuse(reply);
    },
  });
  if (isCancel(typed)) return { kind: 'quit' };
  if (typed === 'back' || typed === 'quit') return { kind: typed };
  return { kind: 'answer', value: orSuggested(typed) };
}

function replyOf(chosen: string | symbol): Reply {
  if (typeof chosen !== 'string' || chosen === quit) return { kind: 'quit' };
  return chosen === back ? { kind: 'back' } : { kind: 'answer', value: chosen };
}
