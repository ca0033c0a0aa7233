import { createRequire } from 'node:module'

/** Makes modules that few commands need load when something of them is first used: some of Node's, and the package with the native part. */
export const lazyModules = {
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:(child_process|crypto|module|os)|fs-native-extensions)$/ }, ({ path, namespace }) => {
      if (namespace !== 'lazy-module') return { path, namespace: 'lazy-module' }
      return path.startsWith('node:') ? { path, external: true } : undefined
    })
    onLoad({ filter: /.*/, namespace: 'lazy-module' }, async ({ path }) => {
      const names = Object.keys((await import(path)).default)
      const getters = names.map(name => `get ${name}() { return require('${path}').${name} }`)
      return { contents: `module.exports = { ${getters.join(', ')} }`, resolveDir: process.cwd() }
    })
  },
}

const binding = createRequire(import.meta.url).resolve('fs-native-extensions/binding')

/**
 * Loads the native part of fs-native-extensions from where the package keeps it. The package's own way looks wherever it might be, which
 * takes a tenth of the time of a small command.
 */
export const nativeBinding = {
  name: 'native-binding',
  setup({ onLoad }) {
    onLoad({ filter: /fs-native-extensions.binding\.js$/ }, ({ path }) => {
      if (path !== binding) return undefined
      const folder = "'fs-native-extensions/prebuilds/' + process.platform + '-' + process.arch"
      return { contents: `module.exports = require(${folder} + '/fs-native-extensions.node')` }
    })
  },
}
