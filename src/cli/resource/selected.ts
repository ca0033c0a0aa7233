import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, resourcePath } from '../../client/client.ts'
import { PathSegmentError } from '../../client/path-segment.ts'
import { isExpected, throwVisited } from '../errors.ts'
import { type Selection, type Targets, typed } from './builder.ts'
import type { Info } from './info.ts'
import { listedInfos, matchesSelectors } from './listed.ts'

/** A selected object, with what it holds. */
export type SelectedInfo = Info & { object: KubeObject }

export interface SelectedOptions {
  /** Whether the objects of files are read from the cluster ('live', the builder's Latest) or taken as they are written. */
  files: 'live' | 'written'
  /** Whether only kinds will do that kubectl has a Go type for (the builder's WithScheme). */
  goTypes?: boolean
  /** Read this part of the objects instead of themselves. */
  subresource?: string
}

/** The selected objects one by one; what cannot be had comes as its Error. Labels are asked of what was read. */
export async function* selectedInfos(
  targets: Targets,
  selection: Selection,
  client: Client,
  { files, subresource, goTypes = false }: SelectedOptions,
): AsyncIterable<SelectedInfo | Error> {
  const types = goTypes ? await import('../typed/go-types.ts') : undefined
  if (targets.by === 'selector') {
    const unknown = targets.collections.flatMap(({ resource }) => types?.unknownType(resource, 'list') ?? [])
    const known = targets.collections.filter(({ resource }) => !types?.unknownType(resource))
    for await (const info of listedInfos(known, selection, client))
      yield info instanceof Error ? info : { ...info, object: typed(info.object, info.resource) }
    yield* unknown
    return
  }
  for await (const info of targets.infos) {
    const undecodable =
      targets.by === 'file' && !(info instanceof Error)
        ? types?.undecodable(info.resource, info.source, info.object)
        : undefined
    if (undecodable) {
      yield undecodable
      continue
    }
    const written = info instanceof Error || (targets.by === 'file' && (files === 'written' || info.name === ''))
    const read = written ? (info as SelectedInfo | Error) : await readObject(info, client, subresource)
    const found = read instanceof Error ? read : (types?.unknownType(read.resource) ?? read)
    if (found instanceof Error || targets.by === 'name' || matchesSelectors(found, selection)) yield found
  }
}

async function readObject(info: Info, client: Client, subresource?: string): Promise<SelectedInfo | Error> {
  try {
    const path = resourcePath(info.resource, info.namespace, info.name, subresource)
    const { body } = await client.request({ method: 'GET', path })
    return { ...info, object: body as KubeObject }
  } catch (error) {
    if (error instanceof StatusError || error instanceof PathSegmentError) return error
    throw error
  }
}

export interface VisitOptions {
  /** What could not be read of files comes before what came of their objects, not after it. */
  unreadFirst?: boolean
  /** The objects of files are read from the cluster: those that are not there count as unread. */
  liveFiles?: boolean
}

/** Visits what there is and goes on after failures; throws them gathered at the end, what could not be read of files last. Returns how many were visited. */
export async function visitAll<T extends object>(
  items: AsyncIterable<T | Error>,
  visit: (item: T) => Promise<void>,
  { unreadFirst = false, liveFiles = false }: VisitOptions = {},
): Promise<number> {
  const errors: Error[] = []
  const unread: Error[] = []
  let visited = 0
  for await (const item of items) {
    if (item instanceof Error) {
      if (item instanceof StatusError && !liveFiles) errors.push(item)
      else unread.push(item)
      continue
    }
    visited++
    try {
      await visit(item)
    } catch (error) {
      if (!isExpected(error)) throw error
      errors.push(error)
    }
  }
  throwVisited(errors, unread, unreadFirst)
  return visited
}
