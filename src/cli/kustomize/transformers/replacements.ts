import { ownCopy } from '../../../schema/json-value.ts'
import { CommandError } from '../../errors.ts'
import { resolvePlain } from '../../manifests/yaml/resolve.ts'
import { YamlError, yamlToJson } from '../../manifests/yaml.ts'
import { parseFieldPath, readPath, writePath } from '../field-path.ts'
import type { FieldOptions, Replacement, ReplacementTarget } from '../kustomization.ts'
import { checkReplacement } from '../kustomization-shape.ts'
import type { Loader } from '../loader.ts'
import { idText } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'
import { selectResources } from '../selector.ts'

/** Copies values from fields of resources to fields of others. Throws CommandError. */
export async function applyReplacements(
  replacements: readonly Replacement[],
  list: ResourceList,
  loader: Loader,
): Promise<void> {
  for (const given of replacements)
    for (const replacement of given.path ? await readReplacements(given, loader) : [given]) applyOne(replacement, list)
}

async function readReplacements({ path = '', source, targets }: Replacement, loader: Loader): Promise<Replacement[]> {
  if (source || targets) throw new CommandError('cannot specify both path and inline replacement')
  try {
    const value = await yamlToJson((await loader.read(path)).toString('utf8'))
    const list = Array.isArray(value) ? value : [value]
    for (const item of list) checkReplacement(item)
    return list as Replacement[]
  } catch (error) {
    throw error instanceof YamlError ? new CommandError(error.message) : error
  }
}

function applyOne(replacement: Replacement, list: ResourceList): void {
  const { source, sourceValue, targets } = replacement
  if ((!source && sourceValue === undefined) || !targets)
    throw new CommandError('replacements must specify a source and at least one target')
  const value = source ? sourceOf(replacement, list) : sourceValue
  for (const target of targets) {
    if (!target.select) throw new CommandError('target must specify resources to select')
    replaceIn(target, value, list)
  }
}

/** The value that a replacement copies. */
function sourceOf({ source = {} }: Replacement, list: ResourceList): unknown {
  const { fieldPath = 'metadata.name', options, ...selector } = source
  const exact = Object.fromEntries(Object.entries(selector).map(([k, v]) => [k, escaped(String(v))]))
  const [found, ...more] = selectResources(list.resources, exact)
  const { name = '', namespace = '' } = selector
  const id = idText({ group: '', version: '', kind: '', ...selector, name, namespace })
  if (!found) throw new CommandError(`nothing selected by ${id}:${fieldPath}`)
  if (more.length) throw new CommandError(`multiple matches for selector ${id}:${fieldPath}`)
  const value = readPath(found.object, parseFieldPath(fieldPath))
  if (value === undefined) throw new CommandError(`fieldPath \`${fieldPath}\` is missing for replacement source ${id}`)
  return options?.delimiter ? part(value, options) : value
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The piece of a text that options ask for. */
function part(value: unknown, { delimiter = '', index = 0 }: FieldOptions): string {
  if (typeof value === 'object' && value !== null)
    throw new CommandError('delimiter option can only be used with scalar nodes')
  const pieces = String(value).split(delimiter)
  if (index < 0 || index >= pieces.length)
    throw new CommandError(`options.index ${index} is out of bounds for value ${value}`)
  return pieces[index]!
}

function replaceIn(
  { select = {}, reject = [], fieldPaths, options }: ReplacementTarget,
  value: unknown,
  list: ResourceList,
): void {
  const rejected = new Set(reject.flatMap(selector => selectResources(list.resources, selector)))
  for (const resource of selectResources(list.resources, select)) {
    if (rejected.has(resource)) continue
    for (const path of fieldPaths ?? ['metadata.name']) {
      resource.rememberId()
      const changed = writePath(
        resource.object,
        parseFieldPath(path),
        old => newValue(old, value, options),
        options?.create ?? false,
      )
      if (changed === 0 && !options?.create && !path.includes('*'))
        throw new CommandError(`unable to find field "${path}" in replacement target`)
    }
  }
}

/** What a field becomes: the value, or the old text with one of its pieces replaced. */
function newValue(old: unknown, value: unknown, options: FieldOptions = {}): unknown {
  const { delimiter = '', index = 0 } = options
  if (delimiter === '') return isScalar(old) ? ofType(old, value) : ownCopy(value)
  const pieces = String(old ?? '').split(delimiter)
  if (index < 0) return [value, ...pieces].join(delimiter)
  if (index >= pieces.length) return [...pieces, value].join(delimiter)
  return pieces.with(index, String(value)).join(delimiter)
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A value as the type that is there already: a scalar's text takes the place of another's, whose tag stays. */
function ofType(old: string | number | boolean, value: unknown): unknown {
  const text = isScalar(value) ? String(value) : ''
  if (typeof old === 'string') return text
  const resolved = resolvePlain(text)
  return typeof resolved === typeof old ? resolved : text
}
