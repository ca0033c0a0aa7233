import type { PersistentVolumeClaim, StatefulSet, StatefulSetUpdateStrategy } from '../../api/types.gen.ts'
import { setPodTemplateDefaults } from '../pod-template.ts'

/** Fills what a StatefulSet's author left out (SetDefaults_StatefulSet). */
export function setStatefulSetDefaults(set: StatefulSet): void {
  const spec = set.spec
  const template = { ...spec?.template }
  setPodTemplateDefaults(template)
  const policy = spec?.persistentVolumeClaimRetentionPolicy
  set.spec = {
    ...spec!,
    podManagementPolicy: spec?.podManagementPolicy || 'OrderedReady',
    updateStrategy: completeStrategy(spec?.updateStrategy),
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: policy?.whenDeleted || 'Retain',
      whenScaled: policy?.whenScaled || 'Retain',
    },
    replicas: spec?.replicas ?? 1,
    revisionHistoryLimit: spec?.revisionHistoryLimit ?? 10,
    serviceName: spec?.serviceName ?? '',
    template,
  }
  if (spec?.volumeClaimTemplates?.length) set.spec.volumeClaimTemplates = spec.volumeClaimTemplates.map(completeClaim)
  set.status = {
    ...set.status,
    replicas: set.status?.replicas ?? 0,
    availableReplicas: set.status?.availableReplicas ?? 0,
  }
}

/** Where the type is given without a rollingUpdate, there is none. */
function completeStrategy(strategy: StatefulSetUpdateStrategy | undefined): StatefulSetUpdateStrategy {
  const type = strategy?.type || 'RollingUpdate'
  const rollingUpdate = strategy?.rollingUpdate ?? (strategy?.type ? undefined : {})
  if (!rollingUpdate) return { type }
  return {
    type,
    rollingUpdate:
      type === 'RollingUpdate' ? { ...rollingUpdate, partition: rollingUpdate.partition ?? 0 } : rollingUpdate,
  }
}

function completeClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return {
    ...claim,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: claim.metadata ?? {},
    spec: { ...claim.spec, resources: claim.spec?.resources ?? {}, volumeMode: claim.spec?.volumeMode ?? 'Filesystem' },
    status: { ...claim.status, phase: claim.status?.phase || 'Pending' },
  }
}
