// Bundles src/ into dist/: an entry and one chunk for each lazily imported module.
import { cpSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const outdir = process.env.KUBETTE_DIST ?? 'dist'

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: { kubette: 'src/cli/entry.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  external: ['fs-native-extensions'],
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
  // CommonJS packages inside the bundle ask for Node's own modules
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
})
cpSync('src/api/generated', `${outdir}/generated`, { recursive: true })
