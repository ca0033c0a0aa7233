const SHORT = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
])

/** Access modes as tables show them: each once, in Kubernetes' order (GetAccessModesAsString). */
export function accessModesText(modes: readonly string[] = []): string {
  return [...SHORT].flatMap(([mode, short]) => (modes.includes(mode) ? short : [])).join(',')
}
