import { splitGroupVersion, withGroup } from '../api/object.ts'
import type { ControllerRevision } from '../api/types.gen.ts'
import { controllerOf } from '../apimachinery/controller-ref.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { type ErrorList, invalid, path, required } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { kind } from './kind.ts'

/** ControllerRevisions: the templates that a StatefulSet or DaemonSet has had. */
export const controllerRevision = kind<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  resource: 'controllerrevisions',
  namespaced: true,
  storagePrefix: 'controllerrevisions',
  validateName: nameIsDNSSubdomain,
  setDefaults(revision) {
    revision.revision ??= 0
  },
  validate,
  validateUpdate: (revision, old) => [
    ...validate(revision),
    ...(equal(revision.data, old.data) ? [] : [invalid(path('data'), revision.data, 'field is immutable')]),
  ],
  row: (revision, now) => [
    revision.metadata.name ?? '',
    controllerCell(revision),
    revision.revision,
    translateTimestampSince(revision.metadata.creationTimestamp, now),
  ],
})

function validate({ data, revision }: ControllerRevision): ErrorList {
  return [
    ...(data === undefined || data === null ? [required(path('data'), 'data is mandatory')] : []),
    ...validateNonnegativeField(revision, path('revision')),
  ]
}

function controllerCell({ metadata }: ControllerRevision): string {
  const owner = controllerOf({ metadata })
  if (!owner) return '<none>'
  const { group } = splitGroupVersion(owner.apiVersion)
  const type = withGroup(owner.kind, group)
  return `${type.toLowerCase()}/${owner.name}`
}
