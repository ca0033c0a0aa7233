import { expect, test } from 'vitest'
import { parseTarget } from '../../../src/cli/autoscale/metric-target.ts'

test.each([
  ['70%', { type: 'Utilization', averageUtilization: 70 }],
  [' 500m ', { type: 'AverageValue', averageValue: '500m' }],
  ['500', { type: 'AverageValue', averageValue: '500m' }],
  ['1500', { type: 'AverageValue', averageValue: '1500m' }],
  ['2', { type: 'AverageValue', averageValue: '2m' }],
])('the CPU: %s', (text, target) => {
  expect(parseTarget(text, 'cpu')).toEqual(target)
})

test('the memory', () => {
  expect(parseTarget('200', 'memory')).toEqual({ type: 'AverageValue', averageValue: '200Mi' })
  expect(parseTarget('1Gi', 'memory')).toEqual({ type: 'AverageValue', averageValue: '1Gi' })
})

test('what is none', () => {
  expect(() => parseTarget('', 'cpu')).toThrow('empty input')
  expect(() => parseTarget('-5%', 'cpu')).toThrow('invalid percentage value: -5')
  expect(() => parseTarget('99999999999%', 'cpu')).toThrow('invalid percentage value: 99999999999')
  expect(() => parseTarget('many', 'memory')).toThrow('invalid resource memory value: many')
})
