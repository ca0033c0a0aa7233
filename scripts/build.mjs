// Bundles src/ into dist/, with its data beside it, and keeps V8's compiled code of it (see bin/kubette.js).
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { lazyModules, nativeBinding } from './build/lazy-modules.mjs'
import { buildSplit } from './build/split.mjs'

const outdir = resolve(process.env.KUBETTE_DIST ?? 'dist')

/** What the commands that are asked most often need, of which people expect an answer at once. */
const SEEDS = [
  'src/cli/commands/get.ts',
  'src/cli/commands/describe.ts',
  'src/cli/describe/describer.ts',
  'src/cli/describe/service.ts',
  'src/client/local.ts',
  'src/apiserver/read.ts',
  ...['configmap', 'deployment', 'endpoints', 'endpointslice', 'event', 'namespace', 'node', 'pod', 'replicaset'].map(
    kind,
  ),
  ...['secret', 'service'].map(kind),
]

/** Whatever a kind has in a folder of its own but for its row in a table: its defaults, its validation, its allocators. */
const isForWrites = path => /^src\/kinds\/[^/]+\/(?!row\.ts|container-cells\.ts)/.test(path)

rmSync(outdir, { recursive: true, force: true })
await buildSplit({
  entry: 'src/cli/entry.ts',
  seeds: SEEDS,
  isForWrites,
  front: join(outdir, 'kubette.cjs'),
  behind: join(outdir, 'kubette.behind.cjs'),
  options: {
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    // all of commander that is used: the package itself makes a whole Command when it is loaded
    alias: { commander: resolve('node_modules/commander/lib/option.js') },
    // bin/kubette.js runs the bundles in a way in which import() is not there
    supported: { 'dynamic-import': false },
    plugins: [lazyModules, nativeBinding],
    logLevel: 'warning',
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  },
})
cpSync('src/api/generated', join(outdir, 'generated'), { recursive: true })

const folder = mkdtempSync(join(tmpdir(), 'kubette-build-'))
const env = {
  ...process.env,
  KUBETTE_DIST: outdir,
  KUBETTE_STATE: join(folder, 'cluster.json'),
  KUBETTE_KEEP_COMPILED: '1',
}
// what the last of them needs of a bundle is what is kept
for (const args of [
  ['apply', '-f', 'fixtures/warm-up.yaml'],
  ['get', 'all', '-A'],
  ['get', 'svc'],
])
  execFileSync(process.execPath, ['bin/kubette.js', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
rmSync(folder, { recursive: true })

function kind(name) {
  return `src/kinds/${name}.ts`
}
