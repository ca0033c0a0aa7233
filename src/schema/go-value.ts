/** Plain JSON as Go's fmt prints it with %v: `map[spec:map[replicas:2 selector:<nil>]]`. */
export function goValueText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goValueText).join(' ')}]`
  if (typeof value !== 'object') return String(value)
  const members = value as Record<string, unknown>
  const texts = Object.keys(members)
    .sort(byBytes)
    .map(key => `${key}:${goValueText(members[key])}`)
  return `map[${texts.join(' ')}]`
}

/** Orders strings as Go does, by their UTF-8 bytes. */
export function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}
