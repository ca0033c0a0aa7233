import { accessSync, constants } from 'node:fs'
import type { KubeconfigCluster, KubeconfigUser } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

const MODES = ['Never', 'IfAvailable', 'Always']

/** What is wrong with a cluster and a user, in the order and the words of clientcmd's validation. */
export function configurationProblems(
  cluster: KubeconfigCluster,
  clusterName: string,
  user: KubeconfigUser,
  userName: string,
): string[] {
  return [...clusterProblems(cluster, clusterName), ...userProblems(user, userName)]
}

function clusterProblems(cluster: KubeconfigCluster, name: string): string[] {
  const problems: string[] = []
  const proxy = cluster['proxy-url']
  if (proxy && !/^(https?|socks5h?):\/\//.test(proxy))
    problems.push(
      `invalid 'proxy-url' ${JSON.stringify(proxy)} for cluster ${JSON.stringify(name)}: unsupported scheme ${JSON.stringify(proxy.split('://')[0])}, must be http, https, or socks5`,
    )
  if (cluster['certificate-authority'] && cluster['certificate-authority-data'])
    problems.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    )
  if (cluster['certificate-authority'])
    problems.push(...unreadable(cluster['certificate-authority'], 'certificate-authority', name))
  return problems
}

function userProblems(user: KubeconfigUser, name: string): string[] {
  const methods = [
    ...(user.token || user.tokenFile ? ['token'] : []),
    ...(user.username || user.password ? ['basicAuth'] : []),
  ]
  const problems = user['client-certificate'] || user['client-certificate-data'] ? certificateProblems(user, name) : []
  if (user.exec) problems.push(...execProblems(user, name))
  if (methods.length > 1)
    problems.push(
      `more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`,
    )
  return problems
}

function certificateProblems(user: KubeconfigUser, name: string): string[] {
  const both = (what: string, method: string) =>
    `${method}-data and ${method} are both specified for ${name}${what === 'key' ? ';' : '.'} ${method}-data will override`
  const problems: string[] = []
  if (user['client-certificate'] && user['client-certificate-data']) problems.push(`${both('cert', 'client-cert')}.`)
  if (user['client-key'] && user['client-key-data']) problems.push(both('key', 'client-key'))
  if (!user['client-key'] && !user['client-key-data'])
    problems.push(
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    )
  if (user['client-certificate']) problems.push(...unreadable(user['client-certificate'], 'client-cert', name))
  if (user['client-key']) problems.push(...unreadable(user['client-key'], 'client-key', name))
  return problems
}

function execProblems({ exec, 'auth-provider': provider }: KubeconfigUser, name: string): string[] {
  const { command, apiVersion, interactiveMode, env = [] } = exec!
  const beta = apiVersion === 'client.authentication.k8s.io/v1beta1'
  const problems: string[] = []
  if (provider) problems.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`)
  const missing = (what: string) => `${what} must be specified for ${name} to use exec authentication plugin`
  if (!command) problems.push(missing('command'))
  if (!apiVersion) problems.push(missing('apiVersion'))
  for (const variable of env)
    if (!variable?.name)
      problems.push(`env variable name must be specified for ${name} to use exec authentication plugin`)
  if (!interactiveMode && !beta) problems.push(missing('interactiveMode'))
  else if (interactiveMode && !MODES.includes(interactiveMode))
    problems.push(`invalid interactiveMode for ${name}: ${JSON.stringify(interactiveMode)}`)
  if (problems.length === 0 && !beta && apiVersion !== 'client.authentication.k8s.io/v1')
    problems.push(`exec plugin: invalid apiVersion ${JSON.stringify(apiVersion)}`)
  return problems
}

function unreadable(path: string, what: string, name: string): string[] {
  try {
    accessSync(path, constants.R_OK)
    return []
  } catch (error) {
    return [`unable to read ${what} ${path} for ${name} due to ${goSystemError(error, 'open', path)}`]
  }
}
