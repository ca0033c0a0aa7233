import type { ValidatingAdmissionPolicy } from '../api/types.gen.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const POLICIES = 'validatingadmissionpolicies.admissionregistration.k8s.io'

function sync(name: string, context: ControllerContext): void {
  const policy = context.get<ValidatingAdmissionPolicy>(POLICIES, '', name)
  const generation = policy?.metadata.generation
  if (!policy || generation === undefined || policy.status?.observedGeneration === generation) return
  const status = { ...policy.status, observedGeneration: generation, typeChecking: policy.status?.typeChecking ?? {} }
  context.updateStatus<ValidatingAdmissionPolicy>(POLICIES, { ...policy, status })
}

/** Says of every policy that it has been seen. */
export const admissionPolicyStatusController: Controller = {
  name: 'validatingadmissionpolicy-status-controller',
  manager: 'kube-controller-manager',
  watches: { [POLICIES]: keyOfPresent },
  sync,
}
