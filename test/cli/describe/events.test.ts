import { describe, expect, it } from 'vitest'
import type { Event } from '../../../src/api/types.gen.ts'
import { writeEvents } from '../../../src/cli/describe/events.ts'
import { describeText } from '../../../src/cli/describe/prefix-writer.ts'
import { NOW, text } from './fake-client.ts'

const at = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString()

describe('writeEvents', () => {
  it('puts the most recent last, with how often they happened', () => {
    const base = { metadata: {}, involvedObject: {}, type: 'Normal', source: { component: 'c' } }
    const events = [
      { ...base, reason: 'Late', message: ' m \n', count: 3, firstTimestamp: at(300), lastTimestamp: at(5) },
      { ...base, reason: 'Early', message: 'm', count: 1, firstTimestamp: at(600), lastTimestamp: at(600) },
      { ...base, reason: 'New', source: {}, reportingComponent: 'r', message: 'm', eventTime: at(7) },
      { ...base, reason: 'Series', eventTime: at(100), series: { count: 4, lastObservedTime: at(50) } },
      { ...base, reason: 'Timeless' },
    ] as unknown as Event[]
    expect(describeText(w => writeEvents(w, events, NOW))).toBe(
      text(`
Events:
  Type    Reason    Age                 From  Message
  ----    ------    ----                ----  -------
  Normal  New       7s                  r     m
  Normal  Series    50s (x4 over 100s)  c     
  Normal  Timeless  <unknown>           c     
  Normal  Early     10m                 c     m
  Normal  Late      5s (x3 over 5m)     c     m
`),
    )
  })
})
