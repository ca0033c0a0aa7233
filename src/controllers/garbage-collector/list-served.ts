import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'

/** The objects of a resource, in one namespace or all; none where discovery lists the resource but nobody serves it. */
export function listServed<T extends KubeObject>(
  context: ControllerContext,
  resource: string,
  namespace?: string,
): T[] {
  try {
    return context.list<T>(resource, namespace)
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return []
    throw error
  }
}
