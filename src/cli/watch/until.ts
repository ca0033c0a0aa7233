import type { WatchEvent } from '../../client/client.ts'

/** The events of a watch until a moment (milliseconds since 1970); then, or when nobody wants more of them, the watch is closed. */
export async function* until(watch: AsyncIterableIterator<WatchEvent>, end: number): AsyncGenerator<WatchEvent> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>(resolve => {
    if (Number.isFinite(end)) timer = longTimer(resolve, end)
  })
  try {
    for (;;) {
      const result = await Promise.race([watch.next(), over])
      if (!result || result.done) return
      yield result.value
    }
  } finally {
    clearTimeout(timer)
    await watch.return?.()
  }
}

/** The longest that a timer of Node can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1

function longTimer(done: (value: undefined) => void, end: number): NodeJS.Timeout {
  return setTimeout(() => done(undefined), Math.min(LONGEST, Math.max(0, end - Date.now())))
}
