import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { CommandError } from '../../errors.ts'

interface PemBlock {
  type: string
  text: string
}

const BLOCK = /-----BEGIN ([^\n-]*)-----[ \t\r]*\n[\s\S]*?\n-----END \1-----[ \t\r]*(?:\n|$)/g

/**
 * Checks that a certificate (or a chain of them) and a private key belong together, as Go's tls.X509KeyPair does.
 * Throws CommandError with its words.
 */
export function validateKeyPair(cert: string, key: string): void {
  const blocks = pemBlocks(cert)
  const certificates = blocks.filter(b => b.type === 'CERTIFICATE')
  if (!certificates.length) throw noCertificate(blocks)
  const keyBlocks = pemBlocks(key)
  const keyBlock = keyBlocks.find(b => b.type === 'PRIVATE KEY' || b.type.endsWith(' PRIVATE KEY'))
  if (!keyBlock) throw noKey(keyBlocks)
  const publicKey = publicKeyOf(certificates[0]!)
  const privateKey = parsePrivateKey(keyBlock)
  if (publicKey.asymmetricKeyType !== privateKey.asymmetricKeyType)
    throw new CommandError('tls: private key type does not match public key type')
  if (!publicKey.equals(createPublicKey(privateKey)))
    throw new CommandError('tls: private key does not match public key')
}

function pemBlocks(text: string): PemBlock[] {
  return Array.from(text.matchAll(BLOCK), m => ({ type: m[1]!, text: m[0] }))
}

function noCertificate(blocks: readonly PemBlock[]): CommandError {
  if (!blocks.length) return new CommandError('tls: failed to find any PEM data in certificate input')
  if (blocks.length === 1 && blocks[0]!.type.endsWith('PRIVATE KEY'))
    return new CommandError(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    )
  return new CommandError(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  )
}

function noKey(blocks: readonly PemBlock[]): CommandError {
  if (!blocks.length) return new CommandError('tls: failed to find any PEM data in key input')
  if (blocks.length === 1 && blocks[0]!.type === 'CERTIFICATE')
    return new CommandError('tls: found a certificate rather than a key in the PEM for the private key')
  return new CommandError(
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  )
}

const typesOf = (blocks: readonly PemBlock[]): string => `[${blocks.map(b => b.type).join(' ')}]`

function publicKeyOf(block: PemBlock): KeyObject {
  try {
    return new X509Certificate(block.text).publicKey
  } catch {
    throw new CommandError('x509: malformed certificate')
  }
}

function parsePrivateKey(block: PemBlock): KeyObject {
  try {
    return createPrivateKey(block.text)
  } catch {
    throw new CommandError('tls: failed to parse private key')
  }
}
