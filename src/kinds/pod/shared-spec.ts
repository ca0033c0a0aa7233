import type { PodSpec, PodTemplateSpec } from '../../api/types.gen.ts'
import { canonicalTemplateMetadata } from './canonical-spec.ts'
import { completePodSpec, completeTemplateSpec } from './defaults.ts'

/**
 * A replica set makes thousands of pods from one spec. What is found out about a spec is remembered by its identity, so that it is
 * completed, validated and looked through for warnings once, whoever brings it again. This holds as long as nobody changes a spec in
 * place: whoever changes one makes a new one.
 */
const completePodSpecs = new WeakMap<PodSpec, PodSpec>()
const completeTemplateSpecs = new WeakMap<PodSpec, PodSpec>()
const origins = new WeakMap<PodSpec, PodSpec>()
const validPodSpecs = new WeakSet<PodSpec>()
const validTemplateSpecs = new WeakSet<PodSpec>()
const warningsOfSpecs = new WeakMap<PodSpec, readonly string[]>()

/**
 * The pod's spec, complete: every default set. Asked twice for the same object it answers with the same object, which is shared and
 * must not be changed. A complete spec is its own completion.
 */
export function podSpecFromTemplate(spec: PodSpec | undefined): PodSpec {
  return remembered(completePodSpecs, spec, completePodSpec)
}

/** As podSpecFromTemplate, for the template itself. Sets the template's spec in place; the spec is a new, shared one. */
export function setPodTemplateDefaults(template: PodTemplateSpec): void {
  template.metadata = canonicalTemplateMetadata(template.metadata)
  template.spec = remembered(completeTemplateSpecs, template.spec, completeTemplateSpec)
}

function remembered(
  known: WeakMap<PodSpec, PodSpec>,
  spec: PodSpec | undefined,
  complete: (spec: PodSpec | undefined) => PodSpec,
): PodSpec {
  const before = spec && known.get(spec)
  if (before) return before
  const made = complete(spec)
  if (spec) known.set(spec, made)
  known.set(made, made)
  return made
}

/**
 * Says that `derived` is the complete spec `from` with additions that are right by construction and change neither resources nor
 * warnings (the token volume, the priority, the default tolerations): what is known of `from` holds for it. Returns `derived`.
 */
export function deriveSpec(from: PodSpec, derived: PodSpec): PodSpec {
  if (!completePodSpecs.has(from)) return derived
  origins.set(derived, origins.get(from) ?? from)
  completePodSpecs.set(derived, derived)
  return derived
}

/** Whether this spec, or the one that it derives from, has been validated. */
export function isKnownValid(spec: PodSpec, of: 'pod' | 'template'): boolean {
  return of === 'pod' ? validPodSpecs.has(origins.get(spec) ?? spec) : validTemplateSpecs.has(spec)
}

/** Remembers that a spec was found valid whatever pod it belongs to. */
export function rememberValid(spec: PodSpec, of: 'pod' | 'template'): void {
  if (of === 'pod') validPodSpecs.add(origins.get(spec) ?? spec)
  else validTemplateSpecs.add(spec)
}

/** The warnings about a spec alone; `find` is asked the first time. */
export function warningsOfSpec(spec: PodSpec, find: () => readonly string[]): readonly string[] {
  const origin = origins.get(spec) ?? spec
  let warnings = warningsOfSpecs.get(origin)
  if (!warnings) {
    warnings = find()
    warningsOfSpecs.set(origin, warnings)
  }
  return warnings
}
