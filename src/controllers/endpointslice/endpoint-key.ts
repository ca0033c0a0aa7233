import type { Endpoint } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'

/** What makes an endpoint the same one when the rest of it changes: addresses, hostname and target. */
export function endpointKey({ addresses, hostname = '', targetRef }: Endpoint): string {
  return `${[...addresses].sort().join()} ${hostname} ${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`
}

/** Whether two endpoints of the same key agree in the rest too. Hints do not count: they follow from the others. */
export function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return (
    a.nodeName === b.nodeName &&
    a.zone === b.zone &&
    a.conditions?.ready === b.conditions?.ready &&
    a.conditions?.serving === b.conditions?.serving &&
    a.conditions?.terminating === b.conditions?.terminating &&
    equal(a.targetRef, b.targetRef)
  )
}
