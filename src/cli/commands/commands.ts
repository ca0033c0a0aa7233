import type { CommandEntry } from '../command.ts'

const BEGINNER = 'Basic Commands (Beginner):'
const INTERMEDIATE = 'Basic Commands (Intermediate):'
const DEPLOY = 'Deploy Commands:'
const CLUSTER_MANAGEMENT = 'Cluster Management Commands:'
const DEBUGGING = 'Troubleshooting and Debugging Commands:'
const ADVANCED = 'Advanced Commands:'
const SETTINGS = 'Settings Commands:'
const OTHER = 'Other Commands:'

/** Every command, in kubectl's order: "Did you mean this?" lists them in it. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'Create a resource from a file or from stdin',
    group: BEGINNER,
    load: () => import('./create.ts').then(m => m.create),
  },
  {
    name: 'expose',
    summary: 'Make a service for a pod, a replica set, a deployment or another service',
    group: BEGINNER,
    load: () => import('./expose.ts').then(m => m.expose),
  },
  {
    name: 'run',
    summary: 'Run an image as a pod',
    group: BEGINNER,
    load: () => import('./run.ts').then(m => m.run),
  },
  {
    name: 'set',
    summary: 'Set single features of objects',
    group: BEGINNER,
    load: () => import('./set.ts').then(m => m.set),
  },
  {
    name: 'explain',
    summary: 'Tell the fields of a resource type',
    group: INTERMEDIATE,
    load: () => import('./explain.ts').then(m => m.explain),
  },
  {
    name: 'get',
    suggestFor: ['list', 'ps'],
    summary: 'Show one or many objects',
    group: INTERMEDIATE,
    load: () => import('./get.ts').then(m => m.get),
  },
  {
    name: 'edit',
    summary: 'Edit an object in your editor',
    group: INTERMEDIATE,
    load: () => import('./edit.ts').then(m => m.edit),
  },
  {
    name: 'delete',
    suggestFor: ['rm'],
    summary: 'Delete objects by file, name or label',
    group: INTERMEDIATE,
    load: () => import('./delete.ts').then(m => m.deleteCommand),
  },
  {
    name: 'rollout',
    summary: 'Manage the rollout of a resource',
    group: DEPLOY,
    load: () => import('./rollout.ts').then(m => m.rollout),
  },
  {
    name: 'scale',
    summary: 'Set the number of replicas',
    group: DEPLOY,
    load: () => import('./scale.ts').then(m => m.scale),
  },
  {
    name: 'autoscale',
    summary: 'Let the number of replicas follow the load',
    group: DEPLOY,
    load: () => import('./autoscale.ts').then(m => m.autoscale),
  },
  {
    name: 'certificate',
    summary: 'Approve or deny certificate signing requests',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./certificate.ts').then(m => m.certificate),
  },
  {
    name: 'cluster-info',
    summary: 'Show where the control plane is',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./cluster-info.ts').then(m => m.clusterInfo),
  },
  {
    name: 'top',
    summary: 'Show how much CPU and memory is used',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./top.ts').then(m => m.top),
  },
  {
    name: 'cordon',
    summary: 'Keep new pods away from a node',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./cordon.ts').then(m => m.cordon),
  },
  {
    name: 'uncordon',
    summary: 'Let new pods come to a node again',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./uncordon.ts').then(m => m.uncordon),
  },
  {
    name: 'drain',
    summary: 'Empty a node for maintenance',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./drain.ts').then(m => m.drain),
  },
  {
    name: 'taint',
    summary: 'Change the taints of nodes',
    group: CLUSTER_MANAGEMENT,
    load: () => import('./taint.ts').then(m => m.taint),
  },
  {
    name: 'describe',
    summary: 'Show an object in detail, with its events',
    group: DEBUGGING,
    load: () => import('./describe.ts').then(m => m.describe),
  },
  {
    name: 'proxy',
    summary: 'Open the API server on this machine without credentials',
    group: DEBUGGING,
    load: () => import('./proxy.ts').then(m => m.proxy),
  },
  // kubectl's suggestion for a mistyped command looks at logs too
  {
    name: 'logs',
    summary: 'Print the logs of a container',
    group: DEBUGGING,
    hidden: true,
    load: () => import('./logs.ts').then(m => m.logs),
  },
  {
    name: 'auth',
    summary: 'Look at who may do what',
    group: DEBUGGING,
    load: () => import('./auth.ts').then(m => m.auth),
  },
  {
    name: 'events',
    summary: 'List events',
    group: DEBUGGING,
    load: () => import('./events.ts').then(m => m.events),
  },
  {
    name: 'apply',
    summary: 'Make the cluster be as a file says',
    group: ADVANCED,
    load: () => import('./apply.ts').then(m => m.apply),
  },
  {
    name: 'diff',
    summary: 'Show what apply would change',
    group: ADVANCED,
    load: () => import('./diff.ts').then(m => m.diff),
  },
  {
    name: 'patch',
    summary: 'Change fields of an object',
    group: ADVANCED,
    load: () => import('./patch.ts').then(m => m.patch),
  },
  {
    name: 'replace',
    summary: 'Replace an object by one from a file',
    group: ADVANCED,
    load: () => import('./replace.ts').then(m => m.replace),
  },
  {
    name: 'wait',
    suggestFor: ['list', 'ps'],
    summary: 'Wait for a condition of objects',
    group: ADVANCED,
    load: () => import('./wait.ts').then(m => m.wait),
  },
  {
    name: 'kustomize',
    summary: 'Print what a kustomization makes',
    group: ADVANCED,
    load: () => import('./kustomize.ts').then(m => m.kustomize),
  },
  {
    name: 'label',
    summary: 'Change the labels of an object',
    group: SETTINGS,
    load: () => import('./label.ts').then(m => m.label),
  },
  {
    name: 'annotate',
    summary: 'Change the annotations of an object',
    group: SETTINGS,
    load: () => import('./annotate.ts').then(m => m.annotate),
  },
  {
    name: 'completion',
    summary: 'Print the completion script of a shell',
    group: SETTINGS,
    load: () => import('./completion.ts').then(m => m.completion),
  },
  {
    name: 'api-resources',
    summary: 'List the resource types of the server',
    group: OTHER,
    load: () => import('./api-resources.ts').then(m => m.apiResources),
  },
  {
    name: 'api-versions',
    summary: 'List the API versions of the server',
    group: OTHER,
    load: () => import('./api-versions.ts').then(m => m.apiVersions),
  },
  {
    name: 'config',
    summary: 'Change the kubeconfig',
    group: OTHER,
    load: () => import('./config.ts').then(m => m.config),
  },
  {
    name: 'plugin',
    summary: 'List the plugins that extend the command line',
    group: OTHER,
    load: () => import('./plugin.ts').then(m => m.plugin),
  },
  {
    name: 'version',
    summary: 'Print the versions of client and server',
    group: OTHER,
    load: () => import('./version.ts').then(m => m.version),
  },
  {
    name: 'options',
    summary: 'List the flags that all commands have',
    group: OTHER,
    hidden: true,
    load: () => import('./options.ts').then(m => m.options),
  },
  {
    name: 'cluster',
    summary: 'Look at, reset, export or import the cluster in the state file',
    group: OTHER,
    load: () => import('./cluster.ts').then(m => m.cluster),
  },
  {
    name: 'serve',
    summary: 'Serve the cluster over the Kubernetes API',
    group: OTHER,
    load: () => import('./serve.ts').then(m => m.serve),
  },
  {
    name: '__complete',
    summary: 'Complete a command line (called by the completion scripts)',
    group: OTHER,
    hidden: true,
    load: () => import('./complete.ts').then(m => m.complete),
  },
]
