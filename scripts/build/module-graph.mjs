import { build } from 'esbuild'

/** What each module of the program imports: by its path, `{ imports: [{ path, kind }] }`. `options` are those of the build. */
export async function moduleGraph(entry, options) {
  const { metafile } = await build({ ...options, entryPoints: [entry], write: false, metafile: true, outdir: 'dist' })
  return metafile.inputs
}

/**
 * The modules that some modules need to be loaded: what they import, and what that imports, but not what is imported when first wanted
 * nor what `isLeftOut` says of a path.
 */
export function closure(graph, modules, isLeftOut) {
  const found = new Set()
  const visit = path => {
    if (found.has(path) || !graph[path]) return
    found.add(path)
    for (const { path: imported, kind, external } of graph[path].imports)
      if (kind !== 'dynamic-import' && !external && !isLeftOut(imported)) visit(imported)
  }
  modules.forEach(visit)
  return found
}

/** What modules of a set import that is not in it and is `wanted`, by its path and the kind of import. */
export function importedBy(graph, modules, wanted) {
  const found = new Set()
  for (const path of modules)
    for (const { path: imported, kind, external } of graph[path].imports)
      if (!external && !modules.has(imported) && wanted(imported, kind)) found.add(imported)
  return found
}

/** The names that modules export, by the module's path. */
export async function exportsOf(modules, options) {
  const { metafile } = await build({
    ...options,
    plugins: [],
    bundle: false,
    external: undefined,
    alias: undefined,
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
