import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import type { Kubeconfig } from '../kubeconfig.ts'
import { type KubeconfigFiles, loadFiles, merged } from './files.ts'

/**
 * The kubeconfig files that a command works with: those of --kubeconfig or $KUBECONFIG. Without them a context, cluster or user that the
 * kubeconfig of the state file does not have is looked for in ~/.kube/config, which is never used otherwise: who makes kubectl an alias of
 * kubette must not find a real cluster changed. --server alone needs no file. undefined stands for the cluster in the state file.
 */
export async function chooseKubeconfigFiles(
  flags: FlagValues,
  io: Io,
  local: () => Promise<Kubeconfig>,
): Promise<KubeconfigFiles | undefined> {
  const flag = flags.string('kubeconfig')
  if (flag !== '') return { paths: [resolve(io.cwd, flag)], explicit: flag }
  const paths = (io.env.KUBECONFIG ?? '').split(':').filter(path => path !== '')
  if (paths.length) return { paths: [...new Set(paths)].map(path => resolve(io.cwd, path)) }
  const server = flags.string('server') !== ''
  const wanted = NAMES.filter(({ flag: name }) => flags.string(name) !== '')
  if (wanted.length === 0) return server ? { paths: [] } : undefined
  const isIn = (config: Kubeconfig) =>
    wanted.every(({ flag: name, list }) => config[list].some(e => e.name === flags.string(name)))
  if (!server && isIn(await local())) return undefined
  const home = { paths: [join(io.env.HOME || homedir(), '.kube', 'config')] }
  return server || isIn(merged(await loadFiles(home))) ? home : undefined
}

const NAMES = [
  { flag: 'context', list: 'contexts' },
  { flag: 'cluster', list: 'clusters' },
  { flag: 'user', list: 'users' },
] as const
