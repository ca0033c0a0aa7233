// The aggregator's kinds are not among those of schema.json.
const AGGREGATOR = 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1'
const MORE_KINDS = {
  'apiregistration.k8s.io/v1/APIService': `${AGGREGATOR}.APIService`,
  'apiregistration.k8s.io/v1/APIServiceList': `${AGGREGATOR}.APIServiceList`,
}

/** The text of openapi.json: the definitions as the API publishes them, without descriptions, and which kind each is of. */
export function openApiDefinitions({ definitions, kinds }) {
  const lines = Object.entries(definitions).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`)
  const kindLines = Object.entries({ ...kinds, ...MORE_KINDS }).map(
    ([gvk, name]) => `${JSON.stringify(gvk)}:${JSON.stringify(name)}`,
  )
  return `{"kinds":{\n${kindLines.join(',\n')}},\n"definitions":{\n${lines.join(',\n')}}}\n`
}
