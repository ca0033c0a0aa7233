import { customColumnsPrinter, type Layout } from './custom-columns.ts'
import { goTemplatePrinter } from './go-template.ts'
import { toJson } from './json.ts'
import { jsonPathPrinter } from './jsonpath.ts'
import type { KeyOrder } from './key-order.ts'
import { toKyaml } from './kyaml.ts'
import { withoutManagedFields } from './managed-fields.ts'
import { toName } from './name.ts'
import type { ObjectOutput } from './output-flags.ts'
import { toYaml } from './yaml.ts'

export interface PrinterOptions {
  /** --allow-missing-template-keys: true unless it is given. */
  allowMissingTemplateKeys?: boolean
  /** --no-headers, for custom columns. */
  noHeaders?: boolean
  /** --show-managed-fields, for json, yaml and kyaml. */
  showManagedFields?: boolean
  /** The order of keys in json and kyaml: 'given' for what kubectl's generators make. */
  keyOrder?: KeyOrder
  /** How the lines of custom columns are laid out: as a table of their own unless it is given. */
  layout?: Layout
}

/**
 * The printer for an output: from an object or a list to text. One printer prints all objects of a command, one after the other: it
 * writes what separates YAML documents and the headings of custom columns. Making and using it throws PrinterError.
 */
export function printerFor(spec: ObjectOutput, options: PrinterOptions = {}): (object: object) => string {
  const {
    allowMissingTemplateKeys = true,
    noHeaders = false,
    showManagedFields = false,
    keyOrder = 'sorted',
    layout,
  } = options
  const shown = (object: object) => (showManagedFields ? object : withoutManagedFields(object))
  switch (spec.format) {
    case 'name':
      return toName
    case 'json':
      return object => toJson(shown(object), keyOrder)
    case 'kyaml':
      return object => toKyaml(shown(object), keyOrder)
    case 'yaml': {
      let separator = ''
      return object => {
        const text = separator + toYaml(shown(object))
        separator = '---\n'
        return text
      }
    }
    case 'jsonpath':
    case 'jsonpath-as-json':
      return jsonPathPrinter(spec.template, { allowMissingTemplateKeys, asJson: spec.format === 'jsonpath-as-json' })
    case 'go-template':
      return goTemplatePrinter(spec.template, { allowMissingTemplateKeys })
    case 'custom-columns':
      return customColumnsPrinter(spec.columns, noHeaders && !spec.fromFile, layout)
  }
}
