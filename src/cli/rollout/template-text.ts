import type { PodTemplateSpec } from '../../api/types.gen.ts'
import { writePodTemplate } from '../describe/pod-template.ts'
import { PrefixWriter } from '../describe/prefix-writer.ts'
import { TabWriter } from '../describe/tabwriter.ts'

/** Keeps tabs as they are. */
class Unaligned extends TabWriter {
  private text = ''

  override write(text: string): void {
    this.text += text
  }

  override flush(): void {}

  override toString(): string {
    return this.text
  }
}

/** A template as `kubectl rollout` shows it: as describe does, but with the tabs that describe aligns by. */
export function templateText(template: PodTemplateSpec | undefined): string {
  const out = new Unaligned()
  writePodTemplate(new PrefixWriter(out), template)
  return out.toString()
}
