/** Names of flags that mean the same: a command takes each of them for the one that it has. */
import type { Command } from 'commander';

const synonyms = [
  ['--observable', '--observe'],
  ['--out', '--to'],
  ['--from', '--start'],
] as const;

/** The arguments with the names of flags that the command knows. One that has two names of a group keeps them apart. */
export function withOwnNames(cask: Command, argv: readonly string[]): readonly string[] {
  const command = cask.commands.find(known => known.name() === argv[0]);
  if (command === undefined) return argv;
  const flags = new Set(command.options.map(({ long }) => long));
  const own = new Map<string, string>();
  for (const group of synonyms) {
    const [name, second] = group.filter(flag => flags.has(flag));
    if (name !== undefined && second === undefined) for (const other of group) own.set(other, name);
  }
  const end = argv.indexOf('--');
  return argv.map((word, k) => {
    if (end >= 0 && k > end) return word;
    const [flag, ...value] = word.split('=');
    return own.has(flag) ? [own.get(flag), ...value].join('=') : word;
  });
}
