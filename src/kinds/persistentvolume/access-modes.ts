import { type ErrorList, type FieldPath, forbidden, notSupported } from '../../apimachinery/validation/field.ts'

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

const MODES = [...SHORT.keys()].sort()

/** Known modes only, and the one that is for a single pod alone (of a volume and of a claim). */
export function validateAccessModes(modes: readonly string[], at: FieldPath): ErrorList {
  const errors: ErrorList = modes.filter(mode => !SHORT.has(mode)).map(mode => notSupported(at, mode, MODES))
  const others = modes.filter(mode => mode !== 'ReadWriteOncePod' && SHORT.has(mode))
  if (modes.includes('ReadWriteOncePod') && others.length > 0)
    errors.push(forbidden(at, 'may not use ReadWriteOncePod with other access modes'))
  return errors
}

/** Whether a volume is mounted, or given to containers as a device. */
export const VOLUME_MODES = ['Block', 'Filesystem']
