import type { PodTemplateSpec } from '../../api/types.gen.ts'

/** The CONTAINERS and IMAGES cells of a workload's row. */
export function containerCells(template: PodTemplateSpec | undefined): [names: string, images: string] {
  const containers = template?.spec?.containers ?? []
  return [containers.map(c => c.name).join(','), containers.map(c => c.image ?? '').join(',')]
}
