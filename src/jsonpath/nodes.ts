/** One parameter of `[start:end:step]`; `derived` marks the end that stands for a single index. */
export interface SliceParam {
  value: number
  known: boolean
  derived: boolean
}

/** The parts of a parsed template. A list is one `{…}`: its parts apply one after the other. */
export type Node =
  | { type: 'list'; nodes: Node[] }
  | { type: 'text'; text: string }
  | { type: 'field'; name: string }
  | { type: 'array'; params: [SliceParam, SliceParam, SliceParam] }
  | { type: 'filter'; left: ListNode; right: ListNode; operator: string }
  | { type: 'int' | 'float'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'union'; lists: ListNode[] }
  | { type: 'identifier'; name: string }

export type ListNode = Extract<Node, { type: 'list' }>

/**
 * A template that cannot be parsed or evaluated; `message` is the one of k8s.io/client-go/util/jsonpath. `found` tells whether the
 * path had led to something before it failed, which is all that a filter without an operator asks.
 */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
  constructor(
    message: string,
    readonly found = false,
  ) {
    super(message)
  }
}
