#!/usr/bin/env node
import module from 'node:module'

// V8's compiled code of the bundle is kept between runs where Node can do it (22.8 and later)
module.enableCompileCache?.()
await import('../dist/kubette.js')
