/** `--set KEY=VALUE`, which may be given several times. */
import { InvalidArgumentError, Option } from 'commander';
import { alternatives, settingFrom } from '../../runfile/input/settings.ts';

/** @param of what the keys belong to, for the help */
export function settingOption(of = 'the run file'): Option {
  return new Option(
    '--set <KEY=VALUE>',
    `a key of ${of} with another value, as --set action.gauge.beta=2.5; repeatable`,
  ).argParser((text: string, before: readonly string[] | undefined) => {
    try {
      for (const one of alternatives(text)) settingFrom(one);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
    return [...(before ?? []), text];
  });
}
