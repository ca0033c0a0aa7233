import type {
  DiscoveryV1EndpointPort,
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  ObjectReference,
} from '../../api/types.gen.ts'

/**
 * Kubernetes orders ports and subsets by a hash of their Go structures: the FNV-1a hash of 128 bits of what spew prints for them.
 * Here is that text for each structure, and the hash.
 */

const WORD = 2 ** 32
/** The prime is 2^88 + 315. */
const PRIME_LOW = 315

/** The 128 bit FNV-1a hash as 32 hexadecimal digits. */
export function fnv128a(text: string): string {
  let h0 = 0x6295c58d
  let h1 = 0x62b82175
  let h2 = 0x07bb0142
  let h3 = 0x6c62272e
  for (const byte of Buffer.from(text)) {
    h0 = (h0 ^ byte) >>> 0
    const shifted2 = (h0 << 24) >>> 0
    const shifted3 = ((h0 >>> 8) | (h1 << 24)) >>> 0
    const p0 = h0 * PRIME_LOW
    const p1 = h1 * PRIME_LOW + Math.floor(p0 / WORD)
    const p2 = h2 * PRIME_LOW + shifted2 + Math.floor(p1 / WORD)
    const p3 = h3 * PRIME_LOW + shifted3 + Math.floor(p2 / WORD)
    h0 = p0 % WORD
    h1 = p1 % WORD
    h2 = p2 % WORD
    h3 = p3 % WORD
  }
  return [h3, h2, h1, h0].map(word => word.toString(16).padStart(8, '0')).join('')
}

/** Sorts by the hash of each item's text. Short lists are returned as they are. */
export function sortByHash<T>(items: readonly T[], text: (item: T) => string): T[] {
  if (items.length < 2) return [...items]
  const hashed = items.map(item => ({ item, hash: fnv128a(text(item)) }))
  return hashed.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)).map(h => h.item)
}

/** A port of an EndpointSlice. */
export function slicePortText(port: DiscoveryV1EndpointPort): string {
  const { name = '', protocol = '', port: number, appProtocol } = port
  return `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${number ?? '<nil>'} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`
}

/** A port of Endpoints. */
export function endpointPortText(port: EndpointPort): string {
  return `(v1.EndpointPort)${portFields(port)}`
}

/** A subset of Endpoints. */
export function subsetText({ addresses, notReadyAddresses, ports }: EndpointSubset): string {
  const list = <T>(type: string, items: T[] | undefined, text: (item: T) => string) =>
    `([]v1.${type})${items?.length ? `[${items.map(text).join(' ')}]` : '<nil>'}`
  const ready = list('EndpointAddress', addresses, addressFields)
  const notReady = list('EndpointAddress', notReadyAddresses, addressFields)
  return `(v1.EndpointSubset){Addresses:${ready} NotReadyAddresses:${notReady} Ports:${list('EndpointPort', ports, portFields)}}`
}

function portFields({ name = '', port, protocol = '', appProtocol }: EndpointPort): string {
  return `{Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`
}

function addressFields({ ip, hostname = '', nodeName, targetRef }: EndpointAddress): string {
  const target = targetRef ? referenceFields(targetRef) : '<nil>'
  return `{IP:(string)${ip} Hostname:(string)${hostname} NodeName:(*string)${nodeName ?? '<nil>'} TargetRef:(*v1.ObjectReference)${target}}`
}

function referenceFields(ref: ObjectReference): string {
  const { kind = '', namespace = '', name = '', uid = '', apiVersion = '', resourceVersion = '', fieldPath = '' } = ref
  return `{Kind:(string)${kind} Namespace:(string)${namespace} Name:(string)${name} UID:(types.UID)${uid} APIVersion:(string)${apiVersion} ResourceVersion:(string)${resourceVersion} FieldPath:(string)${fieldPath}}`
}
