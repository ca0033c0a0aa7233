/** No server could be asked. The message is that of Go's url.Error, as it is said in the context of what was tried. */
export class ConnectionError extends Error {
  constructor(
    method: string,
    readonly url: string,
    /** What went wrong, as Go says it: "dial tcp 127.0.0.1:6443: connect: connection refused". */
    readonly why: string,
  ) {
    super(`${method[0]}${method.slice(1).toLowerCase()} ${JSON.stringify(url)}: ${why}`)
    this.name = 'ConnectionError'
  }

  /** What kubectl prints of it when it is all that went wrong. */
  get words(): string {
    return this.why.includes('connection refused')
      ? `The connection to the server ${hostOf(this.url)} was refused - did you specify the right host or port?`
      : `Unable to connect to the server: ${this.why}`
  }
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? url
}
