import { CommandError } from '../../errors.ts'
import { stringFlag } from '../../flags/flag.ts'
import type { Io } from '../../io.ts'
import { generatorCommand } from '../generator.ts'
import { readSourceFile } from '../source-file.ts'
import { appendHashFlag, newSecret, secretResource } from './secret-data.ts'

export const tls = generatorCommand({
  name: 'tls',
  summary: 'Create a TLS secret',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [options]',
  description: 'Makes a secret of a certificate and its private key, both in PEM.',
  examples: `  # A secret for an ingress
  kubectl create secret tls site --cert=tls.crt --key=tls.key`,
  flags: [
    stringFlag('cert', 'The file of the certificate'),
    stringFlag('key', 'The file of the private key'),
    appendHashFlag,
  ],
  resource: secretResource,
  failure: 'failed to create secret: ',
  async generate(name, { flags, io }) {
    if (flags.string('key') === '' || flags.string('cert') === '')
      throw new CommandError('key and cert must be specified')
    const cert = readPem(flags.string('cert'), io)
    const key = readPem(flags.string('key'), io)
    const { validateKeyPair } = await import('./key-pair.ts')
    validateKeyPair(cert.toString('latin1'), key.toString('latin1'))
    const data = { 'tls.crt': cert.toString('base64'), 'tls.key': key.toString('base64') }
    return newSecret(name, 'kubernetes.io/tls', data, flags.bool('append-hash'))
  },
})

function readPem(path: string, io: Io): Buffer {
  return readSourceFile(path, io, `Cannot read file ${path}, `)
}
