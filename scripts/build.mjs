// Bundles src/ into one file, dist/kubette.cjs, with its data beside it, and keeps V8's compiled code of it (see bin/kubette.js).
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** Makes built-in modules of Node that few commands need load when something of them is first used. */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(child_process|crypto)$/ }, ({ path, namespace }) =>
      namespace === 'lazy-builtin' ? { path, external: true } : { path, namespace: 'lazy-builtin' },
    )
    onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, async ({ path }) => {
      const names = Object.keys((await import(path)).default)
      const getters = names.map(name => `get ${name}() { return require('${path}').${name} }`)
      return { contents: `module.exports = { ${getters.join(', ')} }` }
    })
  },
}

const outdir = resolve(process.env.KUBETTE_DIST ?? 'dist')

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: { kubette: 'src/cli/entry.ts' },
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  external: ['fs-native-extensions'],
  // bin/kubette.js runs the bundle in a way in which import() is not there
  supported: { 'dynamic-import': false },
  plugins: [lazyBuiltins],
  logLevel: 'warning',
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
})
cpSync('src/api/generated', join(outdir, 'generated'), { recursive: true })

const folder = mkdtempSync(join(tmpdir(), 'kubette-build-'))
const env = {
  ...process.env,
  KUBETTE_DIST: outdir,
  KUBETTE_STATE: join(folder, 'cluster.json'),
  KUBETTE_KEEP_COMPILED: '1',
}
for (const args of [
  ['apply', '-f', 'fixtures/warm-up.yaml'],
  ['get', 'svc'],
])
  execFileSync(process.execPath, ['bin/kubette.js', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
rmSync(folder, { recursive: true })
