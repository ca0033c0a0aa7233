import type { KubeObject } from '../../api/object.ts'
import type { ClusterRole, Role } from '../../api/types.gen.ts'
import { goList } from './go-values.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { compactRules, ruleResource } from './policy-rules.ts'
import { describeText } from './prefix-writer.ts'

/** Describes a Role or a ClusterRole. */
export async function describeRole(object: KubeObject): Promise<string> {
  const { metadata, rules } = object as Role | ClusterRole
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, 'PolicyRule:\n')
    w.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n')
    w.write(1, '---------\t-----------------\t--------------\t-----\n')
    for (const rule of compactRules(rules ?? [])) {
      const lists = [rule.nonResourceURLs, rule.resourceNames, rule.verbs].map(goList)
      w.write(1, `${ruleResource(rule)}\t${lists.join('\t')}\n`)
    }
  })
}
