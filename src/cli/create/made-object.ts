import type { KubeObject } from '../../api/object.ts'
import { resourcePath } from '../../client/client.ts'
import { LAST_APPLIED } from '../apply/last-applied.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import type { FlagValues } from '../flags/values.ts'
import { typedObject, typedWithLastApplied } from '../typed/typed-object.ts'

/** Creates an object that was made of flags, in the namespace of the command line. Throws StatusError. */
export async function createMade(
  object: KubeObject,
  resource: { group: string; version: string; resource: string },
  { flags, session }: Invocation,
  dryRun: DryRun,
): Promise<KubeObject> {
  const { namespace } = await session.namespace()
  const { body } = await (await session.client()).request({
    method: 'POST',
    path: resourcePath(resource, namespace),
    query: { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) },
    body: annotated(object, flags),
  })
  return body as KubeObject
}

/** The object in the namespace that -n names: what is shown of it when it is not sent. */
export function inGivenNamespace(object: KubeObject, flags: FlagValues): KubeObject {
  const namespace = flags.string('namespace')
  return namespace === '' ? object : { ...object, metadata: { ...object.metadata, namespace } }
}

/** What is printed of an object: all of its type where the whole object is shown. */
export function typedWhereShown(object: KubeObject, flags: FlagValues): KubeObject {
  return flags.changed('output') || flags.changed('template') ? typedObject(object) : object
}

/** The object with the annotation of --save-config, which an object that has one already gets in any case. */
export function annotated(object: KubeObject, flags: FlagValues): KubeObject {
  const has = Object.hasOwn(object.metadata.annotations ?? {}, LAST_APPLIED)
  return flags.bool('save-config') || has ? typedWithLastApplied(object) : object
}
