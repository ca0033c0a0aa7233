/** The resources that binding is about. */
export const VOLUMES = 'persistentvolumes'
export const CLAIMS = 'persistentvolumeclaims'
export const CLASSES = 'storageclasses.storage.k8s.io'

export const COMPONENT = 'persistentvolume-controller'

/** What is noted on volumes and claims while they are bound. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
export const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'
export const BETA_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner'
/** The provisioner of classes whose volumes are made by hand. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner'
