import type { PodTemplateSpec } from '../../api/types.gen.ts'
import { writeContainers } from './containers.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import type { PrefixWriter } from './prefix-writer.ts'
import { writeSchedulingGroup } from './scheduling-group.ts'
import { writeTolerations } from './tolerations.ts'
import { writeTopologySpread } from './topology-spread.ts'
import { writeVolumes } from './volumes.ts'

const INDENT = '  '

/** The pod template of a workload. */
export function writePodTemplate(w: PrefixWriter, template: PodTemplateSpec | undefined): void {
  w.write(0, 'Pod Template:\n')
  if (!template) {
    w.write(1, '<unset>')
    return
  }
  const { labels, annotations } = template.metadata ?? {}
  const spec = template.spec ?? { containers: [] }
  writeLabels(w, `${INDENT}Labels`, labels)
  if (Object.keys(annotations ?? {}).length > 0) writeAnnotations(w, `${INDENT}Annotations`, annotations)
  if (spec.serviceAccountName) w.write(1, `Service Account:\t${spec.serviceAccountName}\n`)
  if (spec.initContainers?.length) writeContainers(w, 'Init Containers', spec.initContainers, {}, INDENT)
  writeContainers(w, 'Containers', spec.containers, {}, INDENT)
  writeVolumes(w, spec.volumes, INDENT)
  writeTopologySpread(w, spec.topologySpreadConstraints, INDENT)
  if (spec.priorityClassName) w.write(1, `Priority Class Name:\t${spec.priorityClassName}\n`)
  writeLabels(w, `${INDENT}Node-Selectors`, spec.nodeSelector)
  writeTolerations(w, `${INDENT}Tolerations`, spec.tolerations)
  writeSchedulingGroup(w, spec.schedulingGroup, INDENT)
}
