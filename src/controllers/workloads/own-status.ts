import type { KubeObject } from '../../api/object.ts'
import type { Change } from '../../storage/store.ts'
import { type ControllerContext, keyOfPresent } from '../controller.ts'

interface WithStatus extends KubeObject {
  spec?: object
  status?: object
}

const own = new WeakSet<object>()

/** Writes the status that a controller has worked out: everything that there is to do about the object for now has been done then. */
export function updateOwnStatus<T extends WithStatus>(
  context: ControllerContext,
  resource: string,
  object: T,
  status: object,
): void {
  own.add(status)
  context.updateStatus(resource, { ...object, status })
}

/** Whether a change is that a controller has written such a status; whatever else changes later keeps that status. */
export function isOwnStatusUpdate(change: Change): boolean {
  const { spec, status, metadata } = change.object as WithStatus
  const old = change.old as WithStatus | undefined
  return (
    status !== undefined &&
    own.has(status) &&
    status !== old?.status &&
    spec === old?.spec &&
    metadata.deletionTimestamp === old?.metadata.deletionTimestamp
  )
}

/** What the controller itself writes, the status, is no reason to look at an owner of pods again; what others write there is. */
export const keyOfOthersChange = (change: Change): string[] => (isOwnStatusUpdate(change) ? [] : keyOfPresent(change))
