#!/usr/bin/env node
'use strict'
// Runs the bundles with the compiled code that has been kept of them. A command that only reads is over in a few milliseconds, most of
// which would otherwise go into compiling. The build keeps what its own Node compiles; that of any other Node is kept by the first
// commands that it runs, where the folder can be written to.
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const READING = new Set(['get', 'describe', 'api-resources', 'api-versions', 'events', 'version', '__complete'])

/** What a bundle sees of Node's modules. */
const PARAMETERS = '(require,module,__filename,__dirname)'

const folder = process.env.KUBETTE_DIST || join(__dirname, '..', 'dist')
const use = READING.has(process.argv[2]) ? 'read' : 'write'
/** The build keeps what one command needs anew, whatever others have kept. */
const isBuild = process.env.KUBETTE_KEEP_COMPILED === '1'
const loaded = []

load('kubette', front => ({
  behind: once(() => {
    const { exports } = load('kubette.behind', () => ({ front: front.exports }))
    if (use === 'write' && process.argv[2] !== 'serve') inlineLess()
    return exports
  }),
}))
process.on('exit', () => {
  if (isBuild || isTypical(process.argv)) loaded.filter(({ isNew }) => isNew).forEach(keepCompiled)
})

/** Runs a bundle. `parts` makes what it finds in its `module` beside the exports that it sets. */
function load(name, parts) {
  const file = join(folder, `${name}.cjs`)
  const cache = join(folder, `${name}.${use}-${process.versions.v8}-${process.arch}.cache`)
  const cachedData = isBuild ? undefined : readIfThere(cache)
  const source = read(file).toString('latin1')
  const script = new Script(`(${PARAMETERS}=>{${source}\n})`, { filename: file, cachedData })
  loaded.push({ script, cache, isNew: !cachedData })
  const module = { exports: {} }
  Object.assign(module, parts(module))
  script.runInThisContext().call(undefined, require, module, file, folder)
  return module
}

/**
 * A command is over before what V8's optimizing compiler makes of functions that it inlines into each other has paid, and its threads
 * take the cores that the command needs. Code is only kept, and taken, under the flags that Node starts with.
 */
function inlineLess() {
  if (loaded.every(({ isNew }) => !isNew))
    require('node:v8').setFlagsFromString('--max-inlined-bytecode-size-cumulative=0')
}

function once(make) {
  let made
  return () => {
    made ??= make()
    return made
  }
}

/** Whether a command goes through most of what others of its use go through. */
function isTypical([, , command, ...args]) {
  return (
    (command === 'get' || command === 'apply') && args.length > 0 && !args.includes('--help') && !args.includes('-h')
  )
}

function keepCompiled({ script, cache }) {
  const temporary = `${cache}.${process.pid}`
  try {
    writeFileSync(temporary, script.createCachedData())
    renameSync(temporary, cache)
  } catch {
    // somebody else's folder, or a full disk: the next command compiles again
    rmSync(temporary, { force: true })
  }
}

function read(path) {
  try {
    return readFileSync(path)
  } catch {
    process.stderr.write('error: kubette is not built; run `npm run build` in its folder\n')
    process.exit(1)
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
