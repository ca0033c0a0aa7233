import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KubeObject } from '../../api/object.ts'
import { withoutManagedFields } from '../printers/managed-fields.ts'
import { toYaml } from '../printers/yaml.ts'
import type { Info } from '../resource/info.ts'
import { temporaryFolder } from '../temporary-files.ts'
import { masked } from './mask.ts'

/** Two folders with a file for each object: as it is, and as it would be. */
export class Versions {
  readonly live = temporaryFolder('LIVE-')
  readonly merged = temporaryFolder('MERGED-')

  constructor(private readonly showManagedFields: boolean) {}

  /** Writes both versions of an object; `from` is absent for one that does not exist yet. */
  write(info: Info, from: KubeObject | undefined, to: KubeObject): void {
    const shown = (object: KubeObject) => (this.showManagedFields ? object : withoutManagedFields(object))
    let pair = { from: from && shown(from), to: shown(to) }
    if (info.resource.version === 'v1' && to.kind === 'Secret') pair = masked(pair.from, pair.to)
    writeFileSync(join(this.live, fileName(info)), pair.from ? toYaml(pair.from) : '')
    writeFileSync(join(this.merged, fileName(info)), toYaml(pair.to))
  }

  /** Writes an object that would go. */
  writePruned(info: Info, object: KubeObject): void {
    writeFileSync(join(this.live, fileName(info)), toYaml(object))
  }

  remove(): void {
    for (const folder of [this.live, this.merged]) rmSync(folder, { recursive: true, force: true })
  }
}

/** "apps.v1.Deployment.default.web" */
function fileName({ resource, namespace, name }: Info): string {
  const { group, version, kind } = resource
  return `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`
}
