import type { KubeObject } from '../../api/object.ts'
import type { Secret } from '../../api/types.gen.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText } from './prefix-writer.ts'

const TOKEN_TYPE = 'kubernetes.io/service-account-token'

/** The sizes of a secret's values; of them only a service account's token is shown. */
export async function describeSecret(object: KubeObject): Promise<string> {
  const { metadata, type, data = {} } = object as Secret
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `\nType:\t${type ?? ''}\n`)
    w.write(0, '\nData\n====\n')
    for (const key of Object.keys(data).sort()) {
      const value = Buffer.from(data[key]!, 'base64')
      w.write(0, `${key}:\t${key === 'token' && type === TOKEN_TYPE ? value : `${value.length} bytes`}\n`)
    }
  })
}
