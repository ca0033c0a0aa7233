import { type JsonObject, setOwn } from '../json-value.ts'
import type { ListType, Type } from '../types.ts'
import { itemStep } from './path-step.ts'
import { isAtomic, typeOfMember } from './walk.ts'

/** A live value with a configuration's fields put over it. Shares what does not change; neither is changed. */
export function mergeTyped(live: unknown, config: unknown, type: Type): unknown {
  if (config === undefined) return live
  if (live === undefined || isAtomic(config, type) || isAtomic(live, type)) return config
  if (type.is === 'list') return mergeLists(live as unknown[], config as unknown[], type)
  const merged = { ...(live as JsonObject) }
  for (const key of Object.keys(config as JsonObject)) {
    const own = Object.hasOwn(merged, key) ? merged[key] : undefined
    const given = (config as JsonObject)[key]
    const below = typeOfMember(type, key)
    setOwn(merged, key, below === undefined ? given : mergeTyped(own, given, below))
  }
  return merged
}

/**
 * Lists whose items have names: those that both have are in the configuration's order, the others stay where they are as
 * far as that allows.
 */
function mergeLists(live: unknown[], config: unknown[], type: ListType): unknown[] {
  const liveSteps = live.map(item => itemStep(type, item))
  const configSteps = config.map(item => itemStep(type, item))
  const liveItems = new Map(live.map((item, i) => [liveSteps[i]!, item]))
  const inConfig = new Set(configSteps)
  const shared = configSteps.filter(step => liveItems.has(step))
  const merged: unknown[] = []
  const taken = new Set<string>()
  const takeConfig = (i: number) => {
    const step = configSteps[i]!
    taken.add(step)
    if (shared[0] === step) shared.shift()
    merged.push(mergeTyped(liveItems.get(step), config[i], type.items))
  }
  let l = 0
  let c = 0
  while (l < live.length || c < config.length) {
    const step = liveSteps[l]
    if (step !== undefined && step === configSteps[c]) {
      takeConfig(c++)
      l++
    } else if (step !== undefined && c < config.length && inConfig.has(step) && shared.length > 0 && shared[0] !== step)
      l++
    else if (step !== undefined && !inConfig.has(step)) merged.push(live[l++])
    else if (step !== undefined && taken.has(step)) l++
    else if (c < config.length) takeConfig(c++)
    else l++
  }
  return merged
}
