import { describe, expect, it } from 'vitest'
import { findResource, groupVersions, resourceForKind, resources, tableColumns } from '../../src/api/discovery.ts'

describe('discovery', () => {
  it('lists resources in the order of the API server, with the usual verbs filled in', () => {
    const [first, , configMaps] = resources()
    expect(first!.resource).toBe('bindings')
    expect(configMaps).toMatchObject({ resource: 'configmaps', shortNames: ['cm'], namespaced: true })
    expect(configMaps!.verbs).toContain('deletecollection')
  })

  it('finds the preferred one without a group or version', () => {
    expect(findResource({ resource: 'events' })!.group).toBe('')
    expect(findResource({ resource: 'horizontalpodautoscalers' })!.version).toBe('v2')
    expect(findResource({ resource: 'events', group: 'events.k8s.io' })!.version).toBe('v1')
    expect(findResource({ resource: 'unicorns' })).toBeUndefined()
    expect(groupVersions('autoscaling')).toEqual(['v2', 'v1'])
  })

  it('knows the kinds of subresources', () => {
    const deployments = resourceForKind({ group: 'apps', version: 'v1', kind: 'Deployment' })!
    expect(deployments.subresources).toContainEqual({
      name: 'scale',
      kind: 'Scale',
      group: 'autoscaling',
      version: 'v1',
      verbs: ['get', 'patch', 'update'],
    })
  })

  it('has the columns of tables', () => {
    const columns = tableColumns(findResource({ resource: 'services' })!)!
    expect(columns.map(c => c.name)).toEqual([
      'Name',
      'Type',
      'Cluster-IP',
      'External-IP',
      'Port(s)',
      'Age',
      'Selector',
    ])
    expect(columns.at(-1)!.priority).toBe(1)
    expect(tableColumns({ group: '', version: 'v1', resource: 'constructor' })).toBeUndefined()
  })
})
