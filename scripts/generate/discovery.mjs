// The verbs that nearly all resources, and nearly all subresources, have; they are left out of the rows.
const VERBS = 'create,delete,deletecollection,get,list,patch,update,watch'
const SUBRESOURCE_VERBS = 'get,patch,update'

const verbs = (r, usual) => (r.verbs.join(',') === usual ? {} : { verbs: r.verbs })

/** The text of discovery.json: a row a resource, in the API server's order, subresources folded into their resource's row. */
export function discovery(apiResources) {
  const rows = new Map()
  for (const r of apiResources) {
    const [group, version] = splitGroupVersion(r.groupVersion)
    const [resource, subresource] = r.name.split('/')
    const key = `${r.groupVersion} ${resource}`
    if (subresource) {
      rows.get(key).subresources ??= []
      rows.get(key).subresources.push({
        name: subresource,
        kind: r.kind,
        ...verbs(r, SUBRESOURCE_VERBS),
        ...(r.response_group && { group: r.response_group, version: r.response_version }),
      })
    } else {
      rows.set(key, {
        group,
        version,
        resource,
        singular: r.singularName,
        kind: r.kind,
        ...(r.namespaced ? { namespaced: true } : {}),
        ...verbs(r, VERBS),
        ...(r.shortNames && { shortNames: r.shortNames }),
        ...(r.categories && { categories: r.categories }),
      })
    }
  }
  return oneALine([...rows.values()])
}

/** The text of columns.json: [name, type, format, priority] for each column, by "resource.group/version". */
export function tableColumns(apiResources) {
  const lines = apiResources
    .filter(r => r.columns)
    .map(r => {
      const columns = r.columns.map(c => [c.name, c.type, c.format ?? '', c.priority])
      return `${JSON.stringify(`${r.groupVersion}/${r.name}`)}:${JSON.stringify(columns)}`
    })
  return `{\n${lines.join(',\n')}\n}\n`
}

const oneALine = rows => `[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]\n`

const splitGroupVersion = text => (text.includes('/') ? text.split('/') : ['', text])
