import { StatusError } from '../apimachinery/status.ts'
import { ConnectionError } from '../client/connection-error.ts'
import type { RemoteClient } from '../client/remote/remote-client.ts'
import type { RestConfig } from '../client/remote/rest-config.ts'
import type { ServerNote } from '../server/server-note.ts'

/** How long the server on this machine may take to say that it is there, in milliseconds. */
const PATIENCE = 5000

/** How to reach the server of a note. `timeout` is for a single request, in milliseconds; 0 for ever. */
export function notedRestConfig({ url, token, ca }: ServerNote, timeout: number): RestConfig {
  return {
    server: url,
    tls: ca === '' ? {} : { ca: Buffer.from(ca) },
    auth: { token },
    timeout,
    proxyUrl: '',
    disableCompression: true,
  }
}

/** Whether the process of a note may still run. */
export function isRunning({ pid }: ServerNote): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a client reaches the server that the note was of, rather than none or one that does not know us. */
export async function answers(client: RemoteClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), PATIENCE)
  })
  try {
    return await Promise.race([client.raw({ method: 'GET', path: '/livez' }).then(() => true), late])
  } catch (error) {
    if (error instanceof ConnectionError) return false
    if (error instanceof StatusError) return error.status.code >= 500
    throw error
  } finally {
    clearTimeout(timer)
  }
}
