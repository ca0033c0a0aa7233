import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  definition,
  deploymentBehindService,
  kustomization,
  podsBehindServices,
  services,
  widgets,
} from './manifests.mjs'

const NODES = 120
const CURVE = [100, 1_000, 10_000]

/**
 * What is measured: commands, the state that they begin with, and the goals (time as a multiple of what Node takes to do nothing,
 * memory in MB). States are made by the program itself, once each.
 */
export function scenarios(machine) {
  const manifest = (name, text) => {
    const file = join(machine.folder, name)
    writeFileSync(file, text)
    return file
  }
  const none = () => rmSync(machine.state, { force: true })
  const states = new Map()
  const after =
    (name, ...texts) =>
    () => {
      if (!states.has(name)) {
        none()
        for (const text of texts) machine.kubette(['apply', '-f', manifest(`${name}.yaml`, text())])
        states.set(name, join(machine.folder, `${name}.json`))
        copyFileSync(machine.state, states.get(name))
      }
      copyFileSync(states.get(name), machine.state)
    }
  const thousand = manifest('services.yaml', services(1_000))
  const one = manifest('one.yaml', services(10).replaceAll('web-', 'new-').split('\n---\n')[0])
  const thousandWidgets = manifest('widgets.yaml', widgets(1_000))
  const defined = after('definition', definition)
  const withWidgets = after('widgets-1000', definition, () => widgets(1_000))
  const folder = join(machine.folder, 'kustomization')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(kustomization(1_000))) manifest(join('kustomization', name), text)
  const pods = n => after(`pods-${n}`, () => podsBehindServices(n, NODES))
  return [
    {
      name: 'get svc, 20 services',
      args: ['get', 'svc'],
      prepare: after('services-20', () => services(20)),
      runs: 15,
      goal: 1.5,
      memoryGoal: 60,
    },
    { name: '--help', args: ['--help'], prepare: none, runs: 15 },
    { name: 'apply 1,000 services, empty cluster', args: ['apply', '-f', thousand], prepare: none, runs: 5, goal: 15 },
    {
      name: 'apply 1,000 services, unchanged',
      args: ['apply', '-f', thousand],
      prepare: after('services-1000', () => services(1_000)),
      runs: 5,
      goal: 10,
    },
    {
      name: 'scale deployment 0 -> 5,000',
      args: ['scale', 'deployment', 'web', '--replicas=5000'],
      prepare: after('deployment', () => deploymentBehindService(0, NODES)),
      runs: 3,
      goal: 20,
    },
    {
      name: 'rolling update of 1,000 replicas',
      args: ['set', 'image', 'deployment/web', 'web=nginx:2'],
      prepare: after('deployment-1000', () => deploymentBehindService(1_000, NODES)),
      runs: 3,
    },
    { name: 'apply -k, 1,000 objects', args: ['apply', '-k', folder], prepare: none, runs: 3 },
    { name: 'apply 1,000 custom resources', args: ['apply', '-f', thousandWidgets], prepare: defined, runs: 3 },
    { name: 'get 1,000 custom resources', args: ['get', 'widgets'], prepare: withWidgets, runs: 7 },
    ...CURVE.flatMap(n => {
      const goals = n === 10_000 ? { get: 5, delete: 10, memory: 400 } : {}
      const at = `${n.toLocaleString('en')} pods`
      return [
        { name: `get svc NAME, ${at}`, args: ['get', 'svc', 'web-3'], prepare: pods(n), runs: 7, goal: goals.get },
        { name: `get pods, ${at}`, args: ['get', 'pods'], prepare: pods(n), runs: 5 },
        { name: `apply one service, ${at}`, args: ['apply', '-f', one], prepare: pods(n), runs: 5 },
        {
          name: `delete pod NAME, ${at}`,
          args: ['delete', 'pod', 'pod-33'],
          prepare: pods(n),
          runs: 5,
          goal: goals.delete,
          memoryGoal: goals.memory,
        },
      ]
    }),
  ]
}
