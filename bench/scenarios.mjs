import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDeployment, podsBehindServices, services } from './manifests.mjs'

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
  const after = (name, text) => () => {
    if (!states.has(name)) {
      none()
      machine.kubette(['apply', '-f', manifest(`${name}.yaml`, text())])
      states.set(name, join(machine.folder, `${name}.json`))
      copyFileSync(machine.state, states.get(name))
    }
    copyFileSync(states.get(name), machine.state)
  }
  const thousand = manifest('services.yaml', services(1_000))
  const one = manifest('one.yaml', services(10).replaceAll('web-', 'new-').split('\n---\n')[0])
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
      prepare: after('deployment', () => emptyDeployment(NODES)),
      runs: 3,
      goal: 20,
    },
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
