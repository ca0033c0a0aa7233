import { CommandError } from '../errors.ts'

const DOCUMENTATION =
  'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins'

/** Why a user of a kubeconfig with an auth-provider cannot be worked as: credential plugins have taken their place. */
export function refusedProvider(name: string): CommandError {
  if (name === 'azure')
    return new CommandError(
      `The azure auth plugin has been removed.\nPlease use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.\nSee ${DOCUMENTATION} for further details`,
    )
  if (name === 'gcp')
    return new CommandError(
      'The gcp auth plugin has been removed.\nPlease use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.\nSee https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details',
    )
  return new CommandError(`no Auth Provider found for name ${JSON.stringify(name)}`)
}
