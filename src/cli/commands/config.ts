import type { CommandDefinition } from '../command.ts'
import { deleteCluster, getClusters, setCluster } from '../config/cluster-commands.ts'
import {
  currentContext,
  deleteContext,
  getContexts,
  renameContext,
  setContext,
  useContext,
} from '../config/context-commands.ts'
import { set, unset } from '../config/property-commands.ts'
import { deleteUser, getUsers, setCredentials } from '../config/user-commands.ts'
import { view } from '../config/view-command.ts'

export const config: CommandDefinition = {
  name: 'config',
  summary: 'Change the kubeconfig',
  usage: 'SUBCOMMAND [options]',
  description: `Shows and changes the kubeconfig: the files of --kubeconfig or KUBECONFIG, else the one that lies in the state file beside the
cluster, of which the namespace of the current context counts for kubette; the rest is kept for whoever reads it.`,
  subcommands: [
    currentContext,
    deleteCluster,
    deleteContext,
    deleteUser,
    getClusters,
    getContexts,
    getUsers,
    renameContext,
    set,
    setCluster,
    setContext,
    setCredentials,
    unset,
    useContext,
    view,
  ],
}
