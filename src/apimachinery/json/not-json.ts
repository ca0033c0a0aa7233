/** The body of a request whose text is no JSON: who knows what it should have been says so in refusing it. */
export class NotJson {
  constructor(
    readonly text: string,
    /** What is wrong with it, in the words of Go's encoding/json. */
    readonly why: string,
  ) {}
}
