#!/usr/bin/env node
// Measures the built program as whole processes, as multiples of what the same Node takes to do nothing.
//
//   npm run bench -- [--node PATH] [--program PATH] [--only TEXT] [--save]
//
// --only measures what has TEXT in its name (bench/serve.mjs is `serve`). --save keeps the numbers in bench/results.json, beside which later ones are shown.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Machine } from './measure.mjs'
import { scenarios } from './scenarios.mjs'

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: process.execPath },
    program: { type: 'string', default: fileURLToPath(new URL('../bin/kubette.js', import.meta.url)) },
    only: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
  },
})
const RESULTS = fileURLToPath(new URL('./results.json', import.meta.url))

const version = execFileSync(options.node, ['--version'], { encoding: 'utf8' }).trim()
const saved = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {}
const before = saved[version] ?? {}
const now = { ...before }
let missed = 0

const folder = mkdtempSync(join(tmpdir(), 'kubette-bench-'))
try {
  const machine = new Machine({ node: options.node, program: resolve(options.program), folder })
  console.log(`Node ${version}; times as multiples of \`node -e 0\`, medians\n`)
  console.log(row('', 'time', 'goal', 'before', 'ms', 'memory', 'goal', 'before'))
  for (const scenario of scenarios(machine)) if (scenario.name.includes(options.only)) report(scenario, machine)
} finally {
  rmSync(folder, { recursive: true })
}
if (options.save) writeFileSync(RESULTS, `${JSON.stringify({ ...saved, [version]: now }, null, 2)}\n`)
console.log(missed ? `\n${missed} goals missed` : '\nall goals met')
process.exitCode = missed ? 1 : 0
if ('serve'.includes(options.only)) {
  console.log('\nserve\n')
  const serve = fileURLToPath(new URL('./serve.mjs', import.meta.url))
  const { status } = spawnSync(
    process.execPath,
    [serve, '--node', options.node, '--program', resolve(options.program)],
    {
      stdio: 'inherit',
    },
  )
  process.exitCode ||= status ?? 1
}

function report(scenario, machine) {
  const { name, goal, memoryGoal } = scenario
  let result
  try {
    result = machine.measure(scenario)
  } catch (error) {
    missed++
    console.log(`${name}: ${error.message.slice(0, 300)}`)
    return
  }
  now[name] = { ratio: round(result.ratio), ms: round(result.ms), memory: Math.round(result.memory) }
  const was = before[name]
  const times = (value, limit) => (value === undefined ? '' : `${round(value)}x${limit && value > limit ? ' !' : ''}`)
  const megabytes = (value, limit) =>
    value === undefined ? '' : `${Math.round(value)} MB${limit && value > limit ? ' !' : ''}`
  if (goal && result.ratio > goal) missed++
  if (memoryGoal && result.memory > memoryGoal) missed++
  console.log(
    row(
      name,
      times(result.ratio, goal),
      times(goal),
      times(was?.ratio),
      `${Math.round(result.ms)}`,
      megabytes(result.memory, memoryGoal),
      megabytes(memoryGoal),
      megabytes(was?.memory),
    ),
  )
}

function row(name, ...cells) {
  return [name.padEnd(38), ...cells.map(cell => cell.padStart(9))].join(' ').trimEnd()
}

function round(number) {
  return Math.round(number * 100) / 100
}
