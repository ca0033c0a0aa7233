import type { ResourceSlice } from '../../api/types.gen.ts'
import type { PrefixWriter } from './prefix-writer.ts'

const MAX_POOLS = 10

/** The pools of devices that only one node has, counted together by driver and name. */
export function writeResourceSlices(w: PrefixWriter, slices: readonly ResourceSlice[]): void {
  const pools = new Map<string, { driver: string; pool: string; slices: number; devices: number }>()
  for (const { spec } of slices) {
    const key = `${spec.driver}/${spec.pool.name}`
    const entry = pools.get(key) ?? { driver: spec.driver, pool: spec.pool.name, slices: 0, devices: 0 }
    pools.set(key, { ...entry, slices: entry.slices + 1, devices: entry.devices + (spec.devices?.length ?? 0) })
  }
  w.write(0, 'Node-Local ResourceSlices:\n')
  w.write(1, 'Driver\tPool\tSlices\tDevices\n')
  w.write(1, '------\t----\t------\t-------\n')
  for (const key of [...pools.keys()].sort().slice(0, MAX_POOLS)) {
    const { driver, pool, slices, devices } = pools.get(key)!
    w.write(1, `${driver}\t${pool}\t${slices}\t${devices}\n`)
  }
  if (pools.size > MAX_POOLS) w.write(1, `...and ${pools.size - MAX_POOLS} more pools\n`)
}
