/** Completion scripts for shells, made of the table of commands. */
import { COMMANDS } from './commands.ts';

/** Shells that have one. */
export const SHELLS = ['bash', 'zsh'] as const;

/** The script that a shell evaluates; files are completed where no option or word is expected. */
export function completionScript(shell: (typeof SHELLS)[number]): string {
  const cases = Object.entries(COMMANDS)
    .map(
      ([name, { flags, values, words = [] }]) =>
        `      ${name}) words="${[...words, ...flags, ...values].join(' ')}" ;;`,
    )
    .join('\n');
  const bash = `_baogao() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${Object.keys(COMMANDS).join(' ')} --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases}
      *) words="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _baogao baogao
`;
  return shell === 'bash'
    ? bash
    : `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash}`;
}
