import type { CommandDefinition } from '../command.ts'
import { dockerRegistry } from './secret/docker-registry.ts'
import { generic } from './secret/generic.ts'
import { tls } from './secret/tls.ts'

export const secret: CommandDefinition = {
  name: 'secret',
  summary: 'Create a secret using a specified subcommand',
  usage: '(docker-registry | generic | tls) [options]',
  description: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
  subcommands: [dockerRegistry, generic, tls],
}
