import type { FlowSchema } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const SCHEMAS = 'flowschemas.flowcontrol.apiserver.k8s.io'
const LEVELS = 'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io'

function sync(name: string, context: ControllerContext): void {
  const schema = context.get<FlowSchema>(SCHEMAS, '', name)
  if (!schema?.spec) return
  const level = schema.spec.priorityLevelConfiguration.name
  const exists = context.get(LEVELS, '', level) !== undefined
  const status = exists ? 'False' : 'True'
  const conditions = schema.status?.conditions ?? []
  if (conditions.find(c => c.type === 'Dangling')?.status === status) return
  const found = exists ? 'and it exists' : 'but there is no such object'
  const dangling = {
    lastTransitionTime: formatTime(context.clock.now()),
    message: `This FlowSchema references the PriorityLevelConfiguration object named ${JSON.stringify(level)} ${found}`,
    reason: exists ? 'Found' : 'NotFound',
    status,
    type: 'Dangling',
  }
  const others = conditions.filter(c => c.type !== 'Dangling')
  context.updateStatus<FlowSchema>(SCHEMAS, {
    ...schema,
    status: { ...schema.status, conditions: [...others, dangling] },
  })
}

/** Says of every flow schema whether its priority level exists. */
export const flowSchemaController: Controller = {
  name: 'api-priority-and-fairness-config-consumer-v1',
  manager: 'kube-apiserver',
  watches: {
    [SCHEMAS]: keyOfPresent,
    [LEVELS]: ({ object }, context) =>
      context
        .list<FlowSchema>(SCHEMAS)
        .filter(schema => schema.spec?.priorityLevelConfiguration.name === object.metadata.name)
        .map(schema => schema.metadata.name!),
  },
  sync,
}
