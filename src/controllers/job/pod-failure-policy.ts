import type {
  ContainerStatus,
  Pod,
  PodCondition,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
} from '../../api/types.gen.ts'

/** What a job's failure policy says of a failed pod. */
export interface Match {
  /** 'Count' where no rule matches. */
  action: string
  /** Why the whole job fails. */
  message?: string
}

/** The first rule of a policy that matches a failed pod (matchPodFailurePolicy). */
export function matchPodFailurePolicy(policy: PodFailurePolicy | undefined, pod: Pod): Match {
  const { namespace, name } = pod.metadata
  for (const [i, { action, onExitCodes, onPodConditions }] of (policy?.rules ?? []).entries()) {
    const matching = `matching ${action} rule at index ${i}`
    if (onExitCodes) {
      const container = containerMatching(pod, onExitCodes)
      if (!container) continue
      const code = container.state?.terminated?.exitCode
      const what = `Container ${container.name} for pod ${namespace}/${name} failed with exit code ${code}`
      return found(action, `${what} ${matching}`)
    }
    const condition = conditionMatching(pod, onPodConditions ?? [])
    if (condition) return found(action, `Pod ${namespace}/${name} has condition ${condition.type} ${matching}`)
  }
  return { action: 'Count' }
}

const found = (action: string, message: string): Match => (action === 'FailJob' ? { action, message } : { action })

function containerMatching(
  { status }: Pod,
  { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement,
): ContainerStatus | undefined {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(container => {
    const code = container.state?.terminated?.exitCode
    if (!code || (containerName !== undefined && container.name !== containerName)) return false
    return values.includes(code) === (operator === 'In')
  })
}

function conditionMatching(
  { status }: Pod,
  patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
): PodCondition | undefined {
  return status?.conditions?.find(c => patterns.some(p => p.type === c.type && p.status === c.status))
}
