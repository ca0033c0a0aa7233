/** The fields of a cluster in a kubeconfig that kubectl prints, in the order of its Go struct. */
export const CLUSTER_FIELDS = [
  'server',
  'tls-server-name',
  'insecure-skip-tls-verify',
  'certificate-authority',
  'certificate-authority-data',
  'proxy-url',
  'disable-compression',
] as const

/** The fields of a user that are texts, in the order of its Go struct. */
export const USER_FIELDS = [
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
  'tokenFile',
  'as',
  'as-uid',
  'username',
  'password',
] as const

/** The fields of a context. */
export const CONTEXT_FIELDS = ['cluster', 'user', 'namespace'] as const
