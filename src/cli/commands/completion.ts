import type { CommandDefinition } from '../command.ts'
import { BASH } from '../completion/bash.ts'
import { FISH } from '../completion/fish.ts'
import { ZSH } from '../completion/zsh.ts'
import { UsageError } from '../errors.ts'

const SCRIPTS = new Map([
  ['bash', BASH],
  ['fish', FISH],
  ['zsh', ZSH],
])

export const completion: CommandDefinition = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  usage: 'SHELL [options]',
  description: `Prints the script that makes a shell complete commands, flags, resource types and names: bash, fish or zsh. It works for kubette and for
kubectl, if that is another name of it.`,
  examples: `  # In bash, from now on and in every new shell
  source <(kubette completion bash)
  echo 'source <(kubette completion bash)' >> ~/.bashrc

  # In zsh
  echo 'source <(kubette completion zsh)' >> ~/.zshrc

  # In fish
  kubette completion fish > ~/.config/fish/completions/kubette.fish`,
  async run({ args, io }) {
    const [shell, ...more] = args
    if (shell === undefined) throw new UsageError('Shell not specified.')
    if (more.length) throw new UsageError('Too many arguments. Expected only the shell type.')
    const script = SCRIPTS.get(shell)
    if (script === undefined) throw new UsageError(`Unsupported shell type ${JSON.stringify(shell)}.`)
    io.out(script)
  },
}
