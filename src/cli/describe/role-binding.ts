import type { KubeObject } from '../../api/object.ts'
import type { ClusterRoleBinding, RoleBinding } from '../../api/types.gen.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

/** Describes a RoleBinding or a ClusterRoleBinding. */
export async function describeRoleBinding(object: KubeObject): Promise<string> {
  const { metadata, roleRef, subjects = [] } = object as RoleBinding | ClusterRoleBinding
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, 'Role:\n')
    w.write(1, `Kind:\t${roleRef.kind}\n`)
    w.write(1, `Name:\t${roleRef.name}\n`)
    w.write(0, 'Subjects:\n')
    w.write(1, 'Kind\tName\tNamespace\n')
    w.write(1, '----\t----\t---------\n')
    for (const { kind, name, namespace } of subjects) w.write(1, `${kind}\t${name}\t${namespace ?? ''}\n`)
  })
}
