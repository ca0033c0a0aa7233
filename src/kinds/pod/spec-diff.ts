import type { EphemeralContainer, PodSpec } from '../../api/types.gen.ts'
import { goPodSpec, goValue } from './go-value.ts'
import { unifiedDiff } from './unified-diff.ts'

/** What the API server says is different between two specs: a diff of Go's types as JSON (apimachinery/pkg/util/diff). */
export function podSpecDiff(old: PodSpec, spec: PodSpec): string {
  return unifiedDiff(goJSON(goPodSpec(old)), goJSON(goPodSpec(spec)))
}

/** As podSpecDiff, for one debugging container. */
export function ephemeralContainerDiff(old: EphemeralContainer, container: EphemeralContainer): string {
  return unifiedDiff(goJSON(goValue('EphemeralContainer', old)), goJSON(goValue('EphemeralContainer', container)))
}

/** As podSpecDiff, for any part of an object; `type` is a key of GO_TYPES. */
export function structDiff(type: string, from: object, to: object): string {
  return unifiedDiff(goJSON(goValue(type, from)), goJSON(goValue(type, to)))
}

/** Go's encoder writes what could be HTML in another way, and empty lists and maps on one line, as JavaScript does. */
function goJSON(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(
    /[<>&\u2028\u2029]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
