import type { KubeObject } from '../api/object.ts'
import { controllerOf } from '../apimachinery/controller-ref.ts'
import { rawMetadata } from '../storage/raw-metadata.ts'
import type { IndexDefinition } from '../storage/store.ts'

/** Selectors of services and replica sets, seen without their kind's types. */
interface Selecting extends KubeObject {
  spec?: { selector?: Record<string, string> | { matchLabels?: Record<string, string> }; nodeName?: string }
}

/** The value of the `label` index for one label of a namespace. */
export const labelIndexValue = (namespace: string, key: string, value: string): string => `${namespace}/${key}=${value}`

type Labels = Record<string, string> | undefined

const labelValues = (namespace: string, labels: Labels): string[] =>
  labels ? Object.keys(labels).map(k => labelIndexValue(namespace, k, labels[k]!)) : []

/** The value of the label that a value of the index names, as it stands in JSON. */
const labelText = (indexValue: string): string | undefined => {
  const equals = indexValue.indexOf('=')
  return equals < 0 ? undefined : `"${indexValue.slice(equals + 1)}"`
}

const byLabel: IndexDefinition = {
  values: o => labelValues(o.metadata.namespace ?? '', o.metadata.labels),
  source: o => o.metadata.labels,
  raw: {
    text: 'labels"',
    values: json => {
      const { namespace, labels } = rawMetadata(json, ['namespace', 'labels']) as {
        namespace?: string
        labels?: Labels
      }
      return labelValues(namespace ?? '', labels)
    },
  },
  textOf: labelText,
}

const byOrphansLabel: IndexDefinition = {
  values: o => (controllerOf(o) ? [] : byLabel.values(o)),
  source: o => (controllerOf(o) ? undefined : o.metadata.labels),
  raw: {
    text: 'labels"',
    values: json => {
      const metadata = rawMetadata(json, ['namespace', 'labels', 'ownerReferences'])
      return metadata && byOrphansLabel.values({ metadata })
    },
  },
  textOf: labelText,
}

const byOwner: IndexDefinition = {
  values: o => o.metadata.ownerReferences?.map(r => r.uid) ?? [],
  source: o => o.metadata.ownerReferences,
  raw: {
    // a search is quicker for a text that begins with a rare letter
    text: 'References"',
    values: json => {
      const found = rawMetadata(json, ['ownerReferences']) as { ownerReferences?: { uid: string }[] } | undefined
      return found && (found.ownerReferences?.map(r => r.uid) ?? [])
    },
  },
  textOf: uid => uid,
}

const byNode: IndexDefinition = {
  values: o => {
    const node = (o as Selecting).spec?.nodeName
    return node ? [node] : []
  },
  source: o => (o as Selecting).spec?.nodeName,
  textOf: node => `"${node}"`,
}

/**
 * A selector is indexed under one of its own requirements (the first by key): a pod is selected only if it has that label, so
 * looking up each of a pod's labels finds every service or replica set that could select it. Selectors without an equality
 * requirement are found under `<namespace>/`.
 */
const selectorValues = (o: KubeObject): string[] => {
  const selector = (o as Selecting).spec?.selector
  if (!selector) return []
  const labels = (
    'matchLabels' in selector && typeof selector.matchLabels === 'object' ? selector.matchLabels : selector
  ) as Record<string, string>
  const first = Object.keys(labels)
    .filter(k => typeof labels[k] === 'string')
    .sort()[0]
  const namespace = o.metadata.namespace ?? ''
  return [first === undefined ? `${namespace}/` : labelIndexValue(namespace, first, labels[first]!)]
}

/** The indexes that controllers and the scheduler look objects up by; built for a resource when first asked for. */
export const indexDefinitions: Record<string, IndexDefinition> = {
  /** by `labelIndexValue` */
  label: byLabel,
  /** objects that no controller owns, by `labelIndexValue` */
  orphan: byOrphansLabel,
  /** by an owner's uid */
  owner: byOwner,
  /** pods by spec.nodeName */
  node: byNode,
  /** by the name of an annotation */
  annotation: {
    values: o => Object.keys(o.metadata.annotations ?? {}),
    source: o => o.metadata.annotations,
    textOf: name => `"${name}"`,
  },
  /** services and replica sets by one label that they select */
  selector: { values: selectorValues, source: o => (o as Selecting).spec?.selector, textOf: labelText },
}
