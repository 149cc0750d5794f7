/** `cask completion SHELL`: completion for the shells bash, zsh and fish, drawn from the commands and their options. */
import { Argument, type Command } from 'commander';
import type { Output } from '../progress/display.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const lesson: Record<Shell, string> = {
  bash: 'source <(cask completion bash)        # in ~/.bashrc',
  zsh: 'source <(cask completion zsh)         # in ~/.zshrc, after compinit',
  fish: 'cask completion fish | source         # in ~/.config/fish/config.fish',
};

/** Adds the command to the program; the script knows all commands that the program has when it is asked. */
export function addCompletion(cask: Command, stdout: Output): void {
  cask
    .command('completion')
    .description('print completion for a shell')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(shells))
    .addHelpText('after', `\nSwitch it on with\n${shells.map(shell => `  ${lesson[shell]}`).join('\n')}`)
    .action((shell: Shell) => void stdout.write(completionScript(shell, cask)));
}

interface Words {
  readonly command: string;
  readonly meaning: string;
  readonly options: readonly { readonly flag: string; readonly meaning: string; readonly choices: readonly string[] }[];
  /** Words that an argument may be. */
  readonly choices: readonly string[];
}

/** The script for a shell. */
export function completionScript(shell: Shell, cask: Command): string {
  const commands = cask.createHelp().visibleCommands(cask).map(wordsOf);
  return { bash, zsh, fish }[shell](commands);
}

function wordsOf(command: Command): Words {
  const options = command.createHelp().visibleOptions(command);
  return {
    command: command.name(),
    meaning: command.description(),
    options: options.map(({ long, short, description, argChoices }) => ({
      flag: long ?? short ?? '',
      meaning: description,
      choices: argChoices ?? [],
    })),
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
}

const flagsOf = ({ options }: Words) => options.map(({ flag }) => flag).join(' ');

function bash(commands: readonly Words[]): string {
  const cases = commands.flatMap(words => [
    ...words.options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flag, choices }) => `    ${words.command}:${flag}) words="${choices.join(' ')}" ;;`),
    `    ${words.command}:*) words="${flagsOf(words)} ${words.choices.join(' ')}" ;;`,
  ]);
  return `_cask() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ command }) => command).join(' ')} --help --version"
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}:$before" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _cask cask
`;
}

/** Text between single quotes of a shell, also where zsh gives : [ ] a meaning. */
const quoted = (text: string) => text.replaceAll("'", "'\\''");
const forZsh = (text: string) => quoted(text.replace(/[:[\]\\]/g, sign => `\\${sign}`));

function zsh(commands: readonly Words[]): string {
  const names = commands.map(({ command, meaning }) => `    '${command}:${forZsh(meaning)}'`);
  const cases = commands.map(({ command, options, choices }) => {
    const flags = options.map(({ flag, meaning, choices: values }) => {
      const value = values.length > 0 ? `:value:(${values.join(' ')})` : '';
      return `'${flag}[${forZsh(meaning)}]${value}'`;
    });
    const words = choices.length > 0 ? `'*:word:(${choices.join(' ')})'` : "'*:file:_files'";
    return `    ${command}) _arguments ${[...flags, words].join(' ')} ;;`;
  });
  return `#compdef cask
_cask() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _cask cask
`;
}

function fish(commands: readonly Words[]): string {
  const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const lines = commands.flatMap(({ command, meaning, options, choices }) => [
    `complete -c cask -n __fish_use_subcommand -f -a ${command} -d '${escaped(meaning)}'`,
    ...options.map(({ flag, meaning: about, choices: values }) => {
      const value = values.length > 0 ? ` -x -a '${values.join(' ')}'` : '';
      return `complete -c cask -n '__fish_seen_subcommand_from ${command}' -l ${flag.replace(/^-+/, '')}${value} -d '${escaped(about)}'`;
    }),
    ...(choices.length > 0
      ? [`complete -c cask -n '__fish_seen_subcommand_from ${command}' -f -a '${choices.join(' ')}'`]
      : []),
  ]);
  return `${lines.join('\n')}\n`;
}
