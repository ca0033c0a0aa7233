import type { Service } from '../../api/types.gen.ts'

const HEADLESS = 'service.kubernetes.io/headless'

/** The labels that a service's endpoints have from it: its own, and whether it has no address. */
export function labelsOfService({ metadata, spec }: Service): Record<string, string> {
  const { [HEADLESS]: _, ...labels } = metadata.labels ?? {}
  const clusterIP = spec?.clusterIP ?? ''
  return clusterIP === '' || clusterIP === 'None' ? { ...labels, [HEADLESS]: '' } : labels
}
