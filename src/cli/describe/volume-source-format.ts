import type { Json } from '../../api/object.ts'
import { goList, goMap, goPointer } from './go-values.ts'
import { shorten } from './labels.ts'
import type { PrefixWriter } from './prefix-writer.ts'

type Source = { [field: string]: Json }
/** Prints a field's value; undefined where it is not set. */
export type Show = (value: Json | undefined) => string
export type Field = readonly [label: string, field: string, show: Show]

/** A volume source that is described by its type and its fields alone. */
export interface SourceFormat {
  type: string
  fields: readonly Field[]
}

export const text: Show = value => String(value ?? '')
export const int: Show = value => String(value ?? 0)
export const bool: Show = value => String(value ?? false)
export const list: Show = value => goList(value as Json[] | undefined)
export const commaList: Show = value => ((value ?? []) as Json[]).join(', ')
export const map: Show = value => goMap(value as Source | undefined)
export const orNone: Show = value => String(value ?? '<none>')
export const orUnset: Show = value => String(value ?? '<unset>')
export const localSecret: Show = value => goPointer('LocalObjectReference', value, { Name: 'name' })
export const secret: Show = value => goPointer('SecretReference', value, { Name: 'name', Namespace: 'namespace' })
export const secretName: Show = value => text((value as Source | undefined)?.name)
export const secretNamespace: Show = value => text((value as Source | undefined)?.namespace)

/** Writes the source of a volume that `formats` knows; false where it has none of them. */
export function writeVolumeSource(w: PrefixWriter, volume: object, formats: Record<string, SourceFormat>): boolean {
  const name = Object.keys(formats).find(key => (volume as Source)[key] != null)
  if (name === undefined) return false
  const source = (volume as Source)[name] as Source
  const format = formats[name]!
  w.write(2, `Type:\t${format.type}\n`)
  for (const [label, field, show] of format.fields) w.write(2, `${label}\t${show(source[field])}\n`)
  if (name === 'csi') writeVolumeAttributes(w, source.volumeAttributes as Record<string, string> | undefined)
  return true
}

/** kubectl indents the continuation of each line, so that values are four spaces right of where they would be. */
function writeVolumeAttributes(w: PrefixWriter, attributes: Record<string, string> = {}): void {
  w.write(2, 'VolumeAttributes:\t')
  const keys = Object.keys(attributes).sort()
  if (keys.length === 0) w.writeLine('<none>')
  for (const [i, key] of keys.entries()) {
    if (i > 0) {
      w.write(2, '')
      w.write(2, '\t')
    }
    w.write(2, `${shorten(`${key}=${attributes[key]}`)}\n`)
  }
}
