/** What keeps an object as long as somebody uses it. */
export const PV_PROTECTION = 'kubernetes.io/pv-protection'
export const PVC_PROTECTION = 'kubernetes.io/pvc-protection'
export const VAC_PROTECTION = 'kubernetes.io/vac-protection'
