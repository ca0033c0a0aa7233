import type { Ingress, IngressClass } from '../../api/types.gen.ts'
import { CLASS_ANNOTATION } from '../../kinds/ingress/class-annotation.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

const IS_DEFAULT = 'ingressclass.kubernetes.io/is-default-class'

/** Gives ingresses that name no class the default one; of several, the newest. Source: plugin/pkg/admission/network/defaultingressclass. */
function admit({ verb, kind, subresource, object }: AdmissionAttributes, context: WriteContext): void {
  if (kind.group !== 'networking.k8s.io' || kind.resource !== 'ingresses' || subresource !== '' || verb !== 'create')
    return
  const ingress = object as Ingress
  if (ingress.spec?.ingressClassName !== undefined || ingress.metadata.annotations?.[CLASS_ANNOTATION] !== undefined)
    return
  const defaults = context
    .list<IngressClass>('ingressclasses.networking.k8s.io')
    .filter(c => c.metadata.annotations?.[IS_DEFAULT] === 'true')
  const created = (c: IngressClass) => c.metadata.creationTimestamp ?? ''
  const [newest] = defaults.sort((a, b) => (created(a) < created(b) ? 1 : created(a) > created(b) ? -1 : 0))
  if (newest) ingress.spec = { ...ingress.spec, ingressClassName: newest.metadata.name! }
}

export const defaultIngressClass: AdmissionPlugin = { name: 'DefaultIngressClass', admit }
