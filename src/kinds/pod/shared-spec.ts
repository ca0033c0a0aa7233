import type { PodSpec, PodTemplateSpec } from '../../api/types.gen.ts'
import { share } from '../../apimachinery/shared.ts'
import { canonicalTemplateMetadata } from './canonical-spec.ts'
import { completePodSpec, completeTemplateSpec } from './defaults.ts'
import { podQOSClass, type QOSClass } from './qos.ts'

/** What has been found out about a complete spec. */
interface Facts {
  valid: boolean
  warnings?: readonly string[]
  qosClass?: QOSClass
}

/**
 * A replica set makes thousands of pods from one spec. What is found out about a spec is remembered by its identity, so that it is
 * completed, validated and looked through for warnings once, whoever brings it again. This holds as long as nobody changes a spec in
 * place: whoever changes one makes a new one.
 */
class SharedSpecs {
  private readonly completions = new WeakMap<PodSpec, PodSpec>()
  private readonly facts = new WeakMap<PodSpec, Facts>()

  constructor(private readonly complete: (spec: PodSpec | undefined) => PodSpec) {}

  completion(spec: PodSpec | undefined): PodSpec {
    if (spec && this.facts.has(spec)) return spec
    const before = spec && this.completions.get(spec)
    if (before) return before
    const made = share(this.complete(spec))
    if (spec) this.completions.set(spec, made)
    this.facts.set(made, { valid: false })
    return made
  }

  factsOf(spec: PodSpec): Facts | undefined {
    return this.facts.get(spec)
  }

  share(from: PodSpec, derived: PodSpec): void {
    const facts = this.facts.get(from)
    if (facts) this.facts.set(derived, facts)
  }
}

const shared = { pod: new SharedSpecs(completePodSpec), template: new SharedSpecs(completeTemplateSpec) }

/** Which of the two a complete spec is: pods have more defaults than templates. */
type SpecUse = keyof typeof shared

/**
 * The pod's spec, complete: every default set. Asked twice for the same object it answers with the same object, which is shared and
 * must not be changed. A complete spec is its own completion.
 */
export function podSpecFromTemplate(spec: PodSpec | undefined): PodSpec {
  return shared.pod.completion(spec)
}

/** As podSpecFromTemplate, for the template itself. Sets the template's spec in place; the spec is a new, shared one. */
export function setPodTemplateDefaults(template: PodTemplateSpec): void {
  template.metadata = canonicalTemplateMetadata(template.metadata)
  template.spec = shared.template.completion(template.spec)
}

/**
 * Says that `derived` is the complete spec `from` with additions that are right by construction and change neither resources nor
 * warnings (the token volume, the priority, the default tolerations, the node): what is known of `from` holds for it. Returns `derived`.
 */
export function deriveSpec(from: PodSpec, derived: PodSpec): PodSpec {
  shared.pod.share(from, derived)
  return derived
}

/**
 * What all specs have in common that derive from one, to remember things by that depend on resources alone; undefined for a spec that is
 * not known here.
 */
export function originOf(spec: PodSpec): object | undefined {
  return shared.pod.factsOf(spec)
}

/** Whether this spec, or the one that it derives from, has been validated. */
export function isKnownValid(spec: PodSpec, use: SpecUse): boolean {
  return shared[use].factsOf(spec)?.valid ?? false
}

/** Remembers that a spec was found valid whatever pod it belongs to. */
export function rememberValid(spec: PodSpec, use: SpecUse): void {
  const facts = shared[use].factsOf(spec)
  if (facts) facts.valid = true
}

/** The warnings about a spec alone; `find` is asked the first time. */
export function warningsOfSpec(spec: PodSpec, use: SpecUse, find: () => readonly string[]): readonly string[] {
  const facts = shared[use].factsOf(spec)
  if (!facts) return find()
  facts.warnings ??= find()
  return facts.warnings
}

/** The quality of service of a pod with that spec. */
export function qosClassOfSpec(spec: PodSpec): QOSClass {
  const facts = shared.pod.factsOf(spec)
  if (!facts) return podQOSClass(spec)
  facts.qosClass ??= podQOSClass(spec)
  return facts.qosClass
}
