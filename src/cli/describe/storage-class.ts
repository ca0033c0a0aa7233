import type { KubeObject } from '../../api/object.ts'
import type { StorageClass, TopologySelectorTerm } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goBoolOrUnset } from './go-values.ts'
import { formatLabels } from './labels.ts'
import { writeTerm } from './node-selector-terms.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

const IS_DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** kubectl describe (StorageClassDescriber). */
export async function describeStorageClass(object: KubeObject, context: DescribeContext): Promise<string> {
  const storageClass = object as StorageClass
  const { metadata, mountOptions = [] } = storageClass
  const events = await eventsOf(object, context)
  return describeText(w => {
    const isDefault = IS_DEFAULT.some(key => metadata.annotations?.[key] === 'true')
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}\n`)
    w.write(0, `Annotations:\t${formatLabels(metadata.annotations)}\n`)
    w.write(0, `Provisioner:\t${storageClass.provisioner}\n`)
    w.write(0, `Parameters:\t${formatLabels(storageClass.parameters)}\n`)
    w.write(0, `AllowVolumeExpansion:\t${goBoolOrUnset(storageClass.allowVolumeExpansion)}\n`)
    w.write(0, `MountOptions:${mountOptions.length === 0 ? '\t<none>' : ''}\n`)
    for (const option of mountOptions) w.write(1, `${option}\n`)
    if (storageClass.reclaimPolicy !== undefined) w.write(0, `ReclaimPolicy:\t${storageClass.reclaimPolicy}\n`)
    const bindingMode = storageClass.volumeBindingMode
    if (bindingMode !== undefined) w.write(0, `VolumeBindingMode:\t${bindingMode}\n`)
    if (storageClass.allowedTopologies) writeTopologies(w, storageClass.allowedTopologies)
    writeEvents(w, events, context.now)
  })
}

function writeTopologies(w: PrefixWriter, terms: readonly TopologySelectorTerm[]): void {
  w.write(0, 'AllowedTopologies:\t')
  w.writeLine(terms.length === 0 ? '<none>' : '')
  for (const [i, term] of terms.entries()) {
    const requirements = (term.matchLabelExpressions ?? []).map(({ key, values }) => ({ key, operator: 'in', values }))
    writeTerm(w, 1, `Term ${i}`, requirements)
  }
}
