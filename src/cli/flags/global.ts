import { boolFlag, durationFlag, type Flag, intFlag, stringArrayFlag, stringFlag } from './flag.ts'

/** The flags that every command knows: kubectl's, and kubette's own `--state` and `--color`. */
export const globalFlags: readonly Flag[] = [
  stringFlag('state', 'The state file: the cluster that is worked on (also KUBETTE_STATE)'),
  stringFlag('color', 'Colours in a terminal: auto, always or never', { default: 'auto' }),
  stringFlag('namespace', 'The namespace to work in', { short: 'n' }),
  stringFlag('context', 'The context to use'),
  stringFlag('cluster', 'The cluster of the kubeconfig to use'),
  stringFlag('user', 'The user of the kubeconfig to use'),
  stringFlag('kubeconfig', 'Path of the kubeconfig file'),
  stringFlag('server', 'Address of an API server', { short: 's' }),
  stringFlag('token', 'Bearer token for the API server'),
  stringFlag('as', 'The user to act as'),
  stringArrayFlag('as-group', 'A group to act as'),
  stringFlag('as-uid', 'The UID to act as'),
  stringFlag('request-timeout', 'How long to wait for a single request; 0 for ever', { default: '0' }),
  boolFlag('warnings-as-errors', 'Exit with an error when the server sends a warning'),
  boolFlag('match-server-version', 'Require the versions of client and server to be the same'),
  boolFlag('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
  stringFlag('certificate-authority', 'Path of the certificates of the authority'),
  stringFlag('client-certificate', 'Path of a client certificate'),
  stringFlag('client-key', 'Path of the key of the client certificate'),
  stringFlag('tls-server-name', 'The name to check the certificate of the server for'),
  stringFlag('cache-dir', 'Folder for cached discovery'),
  boolFlag('disable-compression', 'Ask for uncompressed answers'),
  durationFlag('log-flush-frequency', 'How often logs are written', { hidden: true }),
  intFlag('v', 'How much to log', { short: 'v', hidden: true }),
]
