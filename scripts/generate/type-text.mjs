import { referenced } from './definitions.mjs'

/** Types of the API whose JSON is not that of a struct, by the letter that stands for them in the texts of fields. */
export const SPECIAL = {
  IntOrString: 'n',
  Quantity: 'q',
  Time: 't',
  MicroTime: 'm',
  RawExtension: 'o',
  FieldsV1: 'o',
}

/** The type of a property as the texts of fields have it; `nameOf` gives what a definition is called. */
export function typeText(property, nameOf) {
  const definition = referenced(property)
  if (definition) return nameOf(definition)
  switch (property.type) {
    case 'string':
      return property.format === 'byte' ? 'y' : 's'
    case 'integer':
      return property.format === 'int32' ? 'i' : 'l'
    case 'number':
      return 'd'
    case 'boolean':
      return 'b'
    case 'array':
      return `[]${typeText(property.items, nameOf)}`
    default:
      return property.additionalProperties ? `{}${typeText(property.additionalProperties, nameOf)}` : 'o'
  }
}
