type Fields = { readonly [key: string]: unknown }

/** An object, or a list, without the managedFields of its metadata (of every item's); the same object where there are none. */
export function withoutManagedFields<T extends object>(object: T): T {
  const { metadata, items } = object as Fields
  let result = object
  if (typeof metadata === 'object' && metadata !== null && Object.hasOwn(metadata, 'managedFields')) {
    const { managedFields: _, ...rest } = metadata as Fields
    result = { ...result, metadata: rest }
  }
  if (Array.isArray(items)) result = { ...result, items: items.map(item => withoutManagedFields(item as object)) }
  return result
}
