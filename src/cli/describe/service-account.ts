import type { KubeObject } from '../../api/object.ts'
import type { ServiceAccount } from '../../api/types.gen.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

const PULL_SECRETS = 'Image pull secrets:'

/** kubectl describe (ServiceAccountDescriber). */
export async function describeServiceAccount(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, imagePullSecrets = [] } = object as ServiceAccount
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    if (imagePullSecrets.length === 0) w.write(0, `${PULL_SECRETS}\t<none>\n`)
    for (const [i, secret] of imagePullSecrets.entries()) {
      w.write(0, `${i === 0 ? PULL_SECRETS : ' '.repeat(PULL_SECRETS.length)}\t${secret.name ?? ''}\n`)
    }
    writeEvents(w, events, context.now)
  })
}
