import type { Secret, ServiceAccount } from '../api/types.gen.ts'
import { legacyClaims } from '../apiserver/tokens/legacy-token.ts'
import { signToken } from '../apiserver/tokens/service-account-token.ts'
import { makeSigningKey } from '../apiserver/tokens/signing-key.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { ROOT_CA } from './root-ca-publisher.ts'

const TYPE = 'kubernetes.io/service-account-token'
const ACCOUNT_NAME = 'kubernetes.io/service-account.name'
const ACCOUNT_UID = 'kubernetes.io/service-account.uid'

/**
 * Fills Secrets of type service-account-token with a token of the account that their annotation names, and deletes those whose account
 * does not exist, or is another one by now (the tokens controller of kube-controller-manager).
 */
export const serviceAccountTokensController: Controller = {
  name: 'tokens-controller',
  manager: 'kube-controller-manager',
  watches: {
    secrets: ({ type, object }) => (type !== 'DELETED' && isToken(object as Secret) ? [objectKey(object)] : []),
    serviceaccounts: ({ type, object }, context) =>
      type === 'DELETED'
        ? context
            .list<Secret>('secrets', object.metadata.namespace)
            .filter(secret => isToken(secret) && accountOf(secret) === object.metadata.name)
            .map(objectKey)
        : [],
  },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const secret = context.get<Secret>('secrets', namespace, name)
    if (!secret || !isToken(secret) || secret.metadata.deletionTimestamp) return
    const account = context.get<ServiceAccount>('serviceaccounts', namespace, accountOf(secret))
    const wantedUid = secret.metadata.annotations?.[ACCOUNT_UID] || account?.metadata.uid
    if (!account || account.metadata.uid !== wantedUid)
      context.delete('secrets', namespace, name, { uid: secret.metadata.uid! })
    else fill(secret, account, context)
  },
}

function isToken(secret: Secret): boolean {
  return secret.type === TYPE
}

function accountOf(secret: Secret): string {
  return secret.metadata.annotations?.[ACCOUNT_NAME] ?? ''
}

function fill(secret: Secret, account: ServiceAccount, context: ControllerContext): void {
  const { data = {}, metadata } = secret
  const uid = account.metadata.uid!
  if (data['ca.crt'] !== undefined && data.namespace && data.token && metadata.annotations?.[ACCOUNT_UID] === uid)
    return
  context.update<Secret>('secrets', {
    ...secret,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [ACCOUNT_UID]: uid } },
    data: {
      ...data,
      'ca.crt': data['ca.crt'] ?? encoded(ROOT_CA),
      namespace: data.namespace || encoded(metadata.namespace!),
      token: data.token || encoded(newToken(account, secret, context)),
    },
  })
}

function newToken(account: ServiceAccount, secret: Secret, context: ControllerContext): string {
  const key = makeSigningKey({
    get: path => context.getInternal(path),
    putValue: (path, value) => context.putInternal(path, value),
  })
  return signToken(legacyClaims(account, secret), key)
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64')
}
