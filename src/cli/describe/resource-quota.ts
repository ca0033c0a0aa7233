import type { KubeObject } from '../../api/object.ts'
import type { ResourceQuota } from '../../api/types.gen.ts'
import { canonicalQuantity, quantityFormat, wholeValueOf } from '../../apimachinery/quantity.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

const SCOPES: Record<string, string> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
}

/** The line of scopes and one for what each means; `bullet` is what the latter begin with. */
function writeScopes(w: PrefixWriter, level: number, scopes: readonly string[] = [], bullet: string): void {
  if (scopes.length === 0) return
  const sorted = [...scopes].sort()
  w.write(level, `Scopes:\t${sorted.join(', ')}\n`)
  for (const scope of sorted) if (Object.hasOwn(SCOPES, scope)) w.write(level, `${bullet}${SCOPES[scope]}\n`)
}

/** kubectl describe (ResourceQuotaDescriber). */
export async function describeResourceQuota(object: KubeObject): Promise<string> {
  const { metadata, spec, status } = object as ResourceQuota
  const hard = status?.hard ?? {}
  const used = status?.used ?? {}
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeScopes(w, 0, spec?.scopes, ' * ')
    w.write(0, 'Resource\tUsed\tHard\n')
    w.write(0, '--------\t----\t----\n')
    for (const name of Object.keys(hard).sort()) {
      const [amount, limit] = [used[name] ?? '0', hard[name]!]
      w.write(0, `${name}\t${inFormatOf(limit, amount)}\t${canonicalQuantity(limit)}\n`)
    }
  })
}

/** An amount with the suffixes of another: whole units of it where those differ. */
function inFormatOf(model: string, amount: string): string {
  const format = quantityFormat(model)
  if (quantityFormat(amount) === format) return canonicalQuantity(amount)
  return canonicalQuantity(wholeValueOf(amount), format)
}

/** The quotas of a namespace. */
export function writeResourceQuotas(w: PrefixWriter, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    w.write(0, 'No resource quota.\n')
    return
  }
  w.write(0, 'Resource Quotas\n')
  for (const { metadata, spec, status } of [...quotas].sort(byName)) {
    w.write(1, `Name:\t${metadata.name ?? ''}\n`)
    writeScopes(w, 1, spec?.scopes, '* ')
    w.write(1, 'Resource\tUsed\tHard\n')
    w.write(1, '--------\t---\t---\n')
    const hard = status?.hard ?? {}
    for (const name of Object.keys(hard).sort()) {
      w.write(1, `${name}\t${canonicalQuantity(status?.used?.[name] ?? '0')}\t${canonicalQuantity(hard[name]!)}\n`)
    }
  }
}

function byName(a: KubeObject, b: KubeObject): number {
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1
}
