import { goValueText } from '../go-value.ts'

/** A strategic merge patch that cannot be made or applied; the messages are those of k8s.io/apimachinery/pkg/util/mergepatch. */
export class MergePatchError extends Error {}

/** A patch whose form is wrong, which the API server answers with BadRequest. */
export class PatchFormatError extends MergePatchError {}

/** A list that holds lists, which the API server answers with Invalid without saying why. */
export class ListOfListsError extends MergePatchError {}

/** `overwrite` was off and both the manifest and the object have changed the same fields. */
export class PatchConflictError extends MergePatchError {
  constructor(
    readonly patch: Record<string, unknown>,
    readonly changes: Record<string, unknown>,
  ) {
    super('patch conflicts with changes made from original to current')
  }
}

export const noListOfLists = (): MergePatchError => new ListOfListsError('lists of lists are not supported')

export const noMergeKey = (item: object, mergeKey: string): MergePatchError =>
  new MergePatchError(`map: ${goValueText(item)} does not contain declared merge key: ${mergeKey}`)

export const badPatchType = (type: unknown, item: object): MergePatchError =>
  new MergePatchError(`unknown patch type: ${goValueText(type)} in map: ${goValueText(item)}`)

export const badRetainKeys = (): MergePatchError => new PatchFormatError('invalid patch format of retainKeys')
export const badElementOrder = (): MergePatchError =>
  new PatchFormatError('invalid patch format of setElementOrder list')

export const notAList = (value: unknown): MergePatchError =>
  new MergePatchError(
    `expected a []interface {}, but received a ${GO_TYPES[typeof value] ?? 'map[string]interface {}'}`,
  )

const GO_TYPES: Partial<Record<string, string>> = { string: 'string', number: 'int64', boolean: 'bool' }
