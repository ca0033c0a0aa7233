import type { KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { isObject } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import type { Document } from '../manifests/documents.ts'
import { typeOf } from './typed-object.ts'

/** Refuses a document that says nothing of its kind, or is of none that kubectl's scheme knows. Throws CommandError. */
export function requireRegistered(document: Document, source: string): void {
  if (!isObject(document.value)) return
  const { kind, apiVersion } = document.value as Partial<KubeObject>
  const refuse = (why: string) => new CommandError(`unable to decode ${quote(source)}: ${why}`)
  if (!kind) throw refuse(`Object 'Kind' is missing in '${document.json()}'`)
  if (!apiVersion) throw refuse(`Object 'apiVersion' is missing in '${document.json()}'`)
  const isList = kind === 'List' && apiVersion === 'v1'
  if (!isList && !typeOf(document.value as unknown as KubeObject))
    throw refuse(
      `no kind ${quote(String(kind))} is registered for version ${quote(String(apiVersion))} in scheme "pkg/scheme/scheme.go:28"`,
    )
}
