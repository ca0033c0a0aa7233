import type { KubeObject } from '../../api/object.ts'

const ANNOTATIONS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** Whether a class is the one of claims that name none. */
export function isDefaultClass({ metadata }: KubeObject): boolean {
  return ANNOTATIONS.some(annotation => metadata.annotations?.[annotation] === 'true')
}

/** The default class; of several the newest, and of those the first by name. */
export function defaultClassOf<T extends KubeObject>(classes: readonly T[]): T | undefined {
  const newest = (a: T, b: T): number => {
    const [timeA, timeB] = [a, b].map(c => c.metadata.creationTimestamp ?? '') as [string, string]
    if (timeA !== timeB) return timeA > timeB ? -1 : 1
    return a.metadata.name! < b.metadata.name! ? -1 : 1
  }
  return classes.filter(isDefaultClass).sort(newest)[0]
}
