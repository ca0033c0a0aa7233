import { build } from 'esbuild'

/** What each module of the program imports: by its path, `{ imports: [{ path, kind }] }`. `options` are those of the build. */
export async function moduleGraph(entry, options) {
  const { metafile } = await build({ ...options, entryPoints: [entry], write: false, metafile: true, outdir: 'dist' })
  return metafile.inputs
}

/** The modules that some modules need to be loaded: what they import, and what that imports, but not what is imported when first wanted. */
export function closure(graph, modules) {
  const found = new Set()
  const visit = path => {
    if (found.has(path) || !graph[path]) return
    found.add(path)
    for (const { path: imported, kind, external } of graph[path].imports)
      if (kind !== 'dynamic-import' && !external) visit(imported)
  }
  modules.forEach(visit)
  return found
}

/** The modules that those of a set import when they are first wanted, and that are not in the set. */
export function importedLater(graph, modules) {
  const found = new Set()
  for (const path of modules)
    for (const { path: imported, kind, external } of graph[path].imports)
      if (kind === 'dynamic-import' && !external && !modules.has(imported)) found.add(imported)
  return found
}

/** The names that modules export, by the module's path. */
export async function exportsOf(modules, options) {
  const { metafile } = await build({
    ...options,
    plugins: [],
    banner: {},
    bundle: false,
    external: undefined,
    supported: {},
    format: 'esm',
    entryPoints: [...modules],
    write: false,
    metafile: true,
    outdir: 'dist',
    outExtension: {},
  })
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]))
}
