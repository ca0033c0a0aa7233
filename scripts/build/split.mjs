import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { closure, exportsOf, importedLater, moduleGraph } from './module-graph.mjs'

/**
 * Builds a program as two bundles. V8 looks at every function of a bundle before it runs any, so commands that are to be over in no time get
 * one of their own, `front`, and everything else lies `behind` it, to be loaded when something of it is first wanted. A module is in one
 * of them only. bin/kubette.js brings them together: `module.behind()` gives the front the modules behind it, `module.front()` the other way.
 *
 * `seeds` are the modules of the front, besides `entry`; what they import comes with them. `options` are those of both builds.
 */
export async function buildSplit({ entry, seeds, front, behind, options }) {
  const graph = await moduleGraph(entry, options)
  const isInFront = closure(graph, [entry, ...seeds])
  const wantedLater = importedLater(graph, isInFront)
  const own = [...isInFront].filter(path => !path.includes('node_modules') && !path.startsWith('lazy-builtin:'))
  const names = await exportsOf(own, options)
  const toBehind = {
    name: 'behind',
    setup(plugin) {
      onResolved(plugin, ({ kind }, path) => kind === 'dynamic-import' && wantedLater.has(path), 'behind')
      plugin.onLoad({ filter: /.*/, namespace: 'behind' }, ({ path }) => ({
        contents: `module.exports = __behind(${JSON.stringify(path)})`,
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
      onResolved(plugin, (_, path) => names.has(path), 'front')
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
      banner: banner(options, FRONT),
    }),
    build({
      ...options,
      stdin: stdin(`module.exports = ${loaders(wantedLater, resolve)}`),
      outfile: behind,
      plugins: [toFront, ...options.plugins],
      banner: banner(options, BEHIND),
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
    if (pluginData === namespace || path.startsWith('node:')) return undefined
    const { resolveDir, kind, importer } = from
    const found = await resolveImport(path, { resolveDir, kind, importer, pluginData: namespace })
    if (found.errors.length > 0 || found.external || found.namespace !== 'file') return undefined
    const module = relative(process.cwd(), found.path)
    return wanted(from, module) ? { path: module, namespace } : undefined
  })
}

const stdin = contents => ({ contents, resolveDir: process.cwd(), sourcefile: 'entry.cjs' })

const banner = ({ banner: { js } }, more) => ({ js: `${js}${more}` })

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
