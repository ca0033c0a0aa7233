import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { closure, exportsOf, importedBy, moduleGraph } from './module-graph.mjs'

/**
 * Builds a program as two bundles. V8 looks at every function of a bundle before it runs any, so commands that are to be over in no time get
 * one of their own, `front`, and everything else lies `behind` it, to be loaded when something of it is first wanted. A module is in one
 * of them only. bin/kubette.js brings them together: `module.behind()` gives the front the modules behind it, `module.front()` the other way.
 *
 * `seeds` are the modules of the front, besides `entry`; what they import comes with them, except what `isForWrites` says of a path:
 * such a module lies behind if it exports nothing but functions, and is loaded when one of them is first called. `options` are those
 * of both builds.
 */
export async function buildSplit({ entry, seeds, isForWrites, front, behind, options }) {
  const graph = await moduleGraph(entry, options)
  const isCalledLater = path => isForWrites(path) && exportsFunctionsOnly(path)
  const isInFront = closure(graph, [entry, ...seeds], isCalledLater)
  const calledLater = importedBy(graph, isInFront, (path, kind) => kind !== 'dynamic-import' && isCalledLater(path))
  const wantedLater = importedBy(graph, isInFront, (_, kind) => kind === 'dynamic-import')
  for (const path of calledLater) wantedLater.add(path)
  const own = [...isInFront].filter(path => !path.includes('node_modules') && !path.startsWith('lazy-module:'))
  const names = await exportsOf([...own, ...calledLater], options)
  const toBehind = {
    name: 'behind',
    setup(plugin) {
      onResolved(plugin, ({ kind }, path) => kind === 'dynamic-import' && wantedLater.has(path), 'behind')
      plugin.onLoad({ filter: /.*/, namespace: 'behind' }, ({ path }) => ({
        contents: `module.exports = __behind(${JSON.stringify(path)})`,
      }))
      onResolved(plugin, ({ kind }, path) => kind !== 'dynamic-import' && calledLater.has(path), 'called-later')
      plugin.onLoad({ filter: /.*/, namespace: 'called-later' }, ({ path }) => ({
        contents: callingLater(path, names.get(path)),
      }))
      plugin.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => entering(path, names))
      plugin.onResolve({ filter: /^load:/ }, ({ path }) => ({ path: path.slice('load:'.length), namespace: 'load' }))
      plugin.onLoad({ filter: /.*/, namespace: 'load' }, ({ path }) => ({
        contents: loading(path),
        resolveDir: process.cwd(),
      }))
    },
  }
  const toFront = {
    name: 'front',
    setup(plugin) {
      onResolved(plugin, (_, path) => isInFront.has(path) && names.has(path), 'front')
      plugin.onLoad({ filter: /.*/, namespace: 'front' }, ({ path }) => ({
        contents: reexport(path, names.get(path)),
      }))
    },
  }
  await Promise.all([
    build({
      ...options,
      stdin: stdin(frontEntry(entry, own)),
      outfile: front,
      plugins: [toBehind, ...options.plugins],
      banner: { js: FRONT },
    }),
    build({
      ...options,
      stdin: stdin(`module.exports = ${loaders(wantedLater, resolve)}`),
      outfile: behind,
      plugins: [toFront, ...options.plugins],
      banner: { js: BEHIND },
    }),
  ])
}

// what a module of the front exports is entered when it is loaded: what lies behind takes it from there
const FRONT = 'const __behind=path=>module.behind()[path](),__entered={},__enter=(path,names)=>{__entered[path]=names};'
const BEHIND = 'const __front=path=>module.front(path);'

/** Runs the program, and gives the exports of the front's modules by their paths. */
function frontEntry(entry, modules) {
  return `
    let made
    const loaders = () => (made ??= ${loaders(modules, path => `load:${path}`)})
    module.exports = path => {
      if (!__entered[path]) loaders()[path]()
      return __entered[path]
    }
    require('./${entry}')`
}

/** The functions of a module behind, which is loaded by the first call of one. */
function callingLater(path, names) {
  const lines = names.map(name => `export const ${name} = (...args) => later().${name}(...args)`)
  return `let made\nconst later = () => (made ??= __behind(${JSON.stringify(path)}))\n${lines.join('\n')}`
}

const OTHER_EXPORT = /^export (?!type |interface |function |const \w+ = \()/m

const exportsFunctionsOnly = path => path.endsWith('.ts') && !OTHER_EXPORT.test(readFileSync(path, 'utf8'))

const REEXPORT = /^export (?:\*|\{[^}]*\}) from /m

/** A module of the front, with what enters its exports behind it. */
function entering(path, names) {
  const module = relative(process.cwd(), path)
  const source = readFileSync(path, 'utf8')
  if (!names.has(module) || REEXPORT.test(source)) return undefined
  return {
    contents: `${source}\n__enter(${JSON.stringify(module)}, { ${names.get(module).join(', ')} })`,
    loader: 'ts',
  }
}

/** Loads a module of the front. One that only passes on what others export does not know it by name. */
function loading(path) {
  const file = JSON.stringify(resolve(path))
  if (!REEXPORT.test(readFileSync(path, 'utf8'))) return `import ${file}`
  return `import * as all from ${file}\n__enter(${JSON.stringify(path)}, all)`
}

/** Sends the imports that are `wanted` elsewhere to a namespace. */
function onResolved({ onResolve, resolve: resolveImport }, wanted, namespace) {
  onResolve({ filter: /^[.a-z@]/ }, async ({ path, pluginData, ...from }) => {
    if (pluginData?.resolved || path.startsWith('node:')) return undefined
    const { resolveDir, kind, importer } = from
    const found = await resolveImport(path, { resolveDir, kind, importer, pluginData: { resolved: true } })
    if (found.errors.length > 0 || found.external || found.namespace !== 'file') return undefined
    const module = relative(process.cwd(), found.path)
    return wanted(from, module) ? { path: module, namespace } : undefined
  })
}

const stdin = contents => ({ contents, resolveDir: process.cwd(), sourcefile: 'entry.cjs' })

/** An object of functions that load modules, by their paths; `place` is what to load them by. */
function loaders(modules, place) {
  const lines = [...modules].map(path => `${JSON.stringify(path)}: () => require(${JSON.stringify(place(path))})`)
  return `{\n${lines.join(',\n')}\n}`
}

/** A module with the exports of one in the front, which are taken from there once. */
function reexport(path, names) {
  const lines = names.map((name, i) => `const e${i} = front[${JSON.stringify(name)}]; export { e${i} as ${name} }`)
  return `const front = __front(${JSON.stringify(path)})\n${lines.join('\n')}`
}
