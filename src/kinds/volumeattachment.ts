import type { VolumeAttachment, VolumeAttachmentSource } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  path,
  required,
} from '../apimachinery/validation/field.ts'
import { isDNS1123Subdomain, nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { validateDriverName } from './persistentvolume/sources.ts'

/** VolumeAttachments: what a driver is to attach to a node, and whether it is. */
export const volumeAttachment = kind<VolumeAttachment>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  resource: 'volumeattachments',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'volumeattachments',
  validateName: nameIsDNSSubdomain,
  prepareForCreate(attachment) {
    attachment.status = { attached: false }
  },
  prepareForUpdate(attachment, old) {
    attachment.status = old.status ?? { attached: false }
  },
  validate,
  validateUpdate: (attachment, old) => [
    ...validate(attachment),
    ...(equal(attachment.spec, old.spec) ? [] : [invalid('spec', attachment.spec, 'field is immutable')]),
  ],
  status: {
    prepareForUpdate(attachment, old) {
      attachment.spec = old.spec
    },
    validateUpdate: () => [],
  },
  row: ({ metadata, spec, status }, now) => [
    metadata.name ?? '',
    spec.attacher,
    spec.source.persistentVolumeName ?? '',
    spec.nodeName,
    String(status?.attached ?? false),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function validate({ spec }: VolumeAttachment): ErrorList {
  const at = path('spec')
  const nodeName = spec.nodeName ?? ''
  return [
    ...validateSource(spec.source ?? {}, at.child('source')),
    ...invalidFor(at.child('nodeName'), nodeName, isDNS1123Subdomain(nodeName)),
    ...validateDriverName(spec.attacher ?? '', at.child('attacher')),
  ]
}

function validateSource(
  { persistentVolumeName: name, inlineVolumeSpec }: VolumeAttachmentSource,
  at: FieldPath,
): ErrorList {
  if (name === undefined && !inlineVolumeSpec)
    return [required(at, 'must specify exactly one of inlineVolumeSpec and persistentVolumeName')]
  if (name !== undefined && inlineVolumeSpec)
    return [forbidden(at, 'must specify exactly one of inlineVolumeSpec and persistentVolumeName')]
  if (name === undefined) return []
  const here = at.child('persistentVolumeName')
  if (name === '') return [required(here, 'must specify non empty persistentVolumeName')]
  return invalidFor(here, name, isDNS1123Subdomain(name))
}
