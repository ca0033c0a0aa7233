import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion, splitGroupVersion } from '../../api/object.ts'
import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { getObject } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { BareError, CommandError } from '../errors.ts'
import { builtInSchema } from '../explain/built-in-schema.ts'
import { customResourceSchema } from '../explain/custom-resource-schema.ts'
import { ExplainError, explain as explainText } from '../explain/explain.ts'
import type { SchemaNode } from '../explain/schema-node.ts'
import { explainTarget } from '../explain/target.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import type { Session } from '../session.ts'

const DEFINITIONS = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' }
const FORMATS = ['plaintext', 'plaintext-openapiv2']

const NOTHING =
  'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n'

export const explain: CommandDefinition = {
  name: 'explain',
  summary: 'Tell the fields of a resource type',
  usage:
    'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [--output=plaintext|plaintext-openapiv2] [options]',
  description: 'Tells the fields of a resource type, or of one of its fields: TYPE.FIELD.FIELD.',
  examples: `  # The fields of a pod
  kubectl explain pods

  # All of them, those of fields too
  kubectl explain pods --recursive

  # One field
  kubectl explain pods.spec.containers`,
  flags: [
    boolFlag('recursive', 'List the fields of fields too'),
    stringFlag('api-version', 'The API version to explain the type in'),
    stringFlag('output', 'Output format: plaintext or plaintext-openapiv2', { default: 'plaintext' }),
  ],
  async run({ args, flags, io, session }: Invocation) {
    const [argument, ...more] = args
    if (argument === undefined) throw new CommandError(NOTHING)
    if (more.length) throw new CommandError('We accept only this format: explain RESOURCE\n')
    const { all } = await session.resources()
    const { resource: named, path } = explainTarget(argument, candidatesFor(argument, all))
    const resource = inVersion(named, flags.string('api-version'), all)
    const output = flags.string('output')
    if (!FORMATS.includes(output)) throw new CommandError(`unrecognized format: ${output}`)
    try {
      io.out(explainText(resource, await schemaOf(resource, session), path, flags.bool('recursive')))
    } catch (error) {
      if (!(error instanceof ExplainError)) throw error
      io.out(error.printed)
      throw new CommandError(error.message)
    }
  },
}

/** What the first part of the argument names, in any group. Throws BareError where there is none. */
function candidatesFor(argument: string, all: readonly ApiResource[]): [ApiResource, ...ApiResource[]] {
  const name = argument.split('.', 1)[0]!
  const lower = name.toLowerCase()
  const plain = all.filter(r => r.resource === lower || r.singular === lower || r.kind.toLowerCase() === lower)
  const [first, ...rest] = plain.length ? plain : all.filter(r => r.shortNames?.includes(lower))
  if (!first) throw new BareError(`the server doesn't have a resource type ${JSON.stringify(name)}`)
  return [first, ...rest]
}

/** The resource in the API version of --api-version. Throws CommandError where the server has it not. */
function inVersion(resource: ApiResource, apiVersion: string, all: readonly ApiResource[]): ApiResource {
  if (apiVersion === '') return resource
  if (apiVersion.split('/').length > 2) throw new CommandError(`unexpected GroupVersion string: ${apiVersion}`)
  const { group, version } = splitGroupVersion(apiVersion)
  const served = all.filter(r => r.group === group && r.version === version)
  const name = `${groupVersion(group, version) === version ? `/${version}` : apiVersion}, Resource=${resource.resource}`
  if (served.length === 0) throw new CommandError(`couldn't find resource for "${name}"`)
  const found = served.find(r => r.resource === resource.resource)
  if (!found) throw new CommandError(`error: GVR (${name}) not found in OpenAPI schema`)
  return found
}

/** The schema of a type: of a built-in one, or of the definition that made it; undefined where nobody knows it. */
async function schemaOf(resource: ApiResource, session: Session): Promise<SchemaNode | undefined> {
  const server = await session.server()
  if (server) {
    const { servedSchema } = await import('../explain/served-schema.ts')
    return servedSchema(resource, server.client)
  }
  const builtIn = builtInSchema(resource)
  if (builtIn) return builtIn
  try {
    const name = `${resource.resource}.${resource.group}`
    const definition = await getObject<CustomResourceDefinition>(await session.client(), DEFINITIONS, '', name)
    const version = definition.spec.versions.find(v => v.name === resource.version)
    return customResourceSchema(version?.schema?.openAPIV3Schema ?? {})
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return undefined
    throw error
  }
}
