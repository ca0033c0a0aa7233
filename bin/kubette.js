#!/usr/bin/env node
'use strict'
// Runs the bundle with the compiled code that the build has kept for it. A command that only reads is over in a few milliseconds,
// most of which would otherwise go into compiling. Compiled code of another Node is refused by V8, and all is well but slower.
const { readFileSync, writeFileSync } = require('node:fs')
const { createRequire, wrap } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const READING = new Set(['get', 'describe', 'api-resources', 'api-versions', 'events', 'version', '__complete'])

const file = join(process.env.KUBETTE_DIST || join(__dirname, '..', 'dist'), 'kubette.cjs')
const cache = file.replace(/cjs$/, READING.has(process.argv[2]) ? 'read.cache' : 'write.cache')

const script = new Script(wrap(read(file).toString('latin1')), { filename: file, cachedData: readIfThere(cache) })
script.runInThisContext().call({}, {}, createRequire(file), {}, file, join(file, '..'))
if (process.env.KUBETTE_KEEP_COMPILED) process.on('exit', () => writeFileSync(cache, script.createCachedData()))

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
