/** The alphabet of names that Kubernetes generates. */
const SAFE = '[bcdfghjklmnpqrstvwxz2456789]'

/**
 * Gives a function that replaces what differs between two honest runs (times, ages, UIDs, generated names, allocated addresses and
 * ports) by numbered placeholders. The numbering holds for the whole case: where the real cluster printed the same address twice,
 * the same one must stand. `literal` is the case's own text: addresses and ports that it names stay as they are.
 */
export function canonicalizer(literal: string): (text: string) => string {
  const seen = new Map<string, Map<string, number>>()
  const numbered = (kind: string, value: string): string => {
    const numbers = seen.get(kind) ?? new Map<string, number>()
    seen.set(kind, numbers)
    if (!numbers.has(value)) numbers.set(value, numbers.size + 1)
    return `<${kind}-${numbers.get(value)}>`
  }
  const isLiteral = (v: string) => new RegExp(`(^|[^0-9.])${v.replaceAll('.', '\\.')}($|[^0-9.])`).test(literal)
  const names = generatedNames(numbered, literal, isLiteral)
  return text => {
    let t = text
    t = t.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    t = t.replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<date>')
    t = t.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, v => numbered('uid', v))
    t = t.replace(/("?resourceVersion"?: )"\d+"/g, '$1"<rv>"')
    t = t.replace(/(containerID: |Container ID: +|"containerID": ")[a-zA-Z]+:\/\/[^"\s]+/g, '$1<container>')
    t = t.replace(/(imageID: |Image ID: +|"imageID": ")[^"\s]+/g, '$1<image>')
    t = names(t)
    t = t.replace(/\b192\.0\.2\.2\b|\b172\.18\.0\.\d+\b(?!:6443)(?![\d.])/g, v => (isLiteral(v) ? v : '<nodeip>'))
    t = t.replace(/\b10\.244\.\d+\.\d+\b(?!\/)/g, v => (isLiteral(v) ? v : numbered('podip', v)))
    t = t.replace(/\b10\.(?:9[6-9]|10\d|11[01])\.\d+\.\d+\b(?!\/)/g, v =>
      v === '10.96.0.1' || v === '10.96.0.10' || isLiteral(v) ? v : numbered('clusterip', v),
    )
    t = t.replace(/\b3[0-2]\d{3}\b/g, v => (Number(v) <= 32767 && !isLiteral(v) ? numbered('nodeport', v) : v))
    return t.split('\n').map(ages).join('\n')
  }
}

function generatedNames(
  numbered: (kind: string, value: string) => string,
  literal: string,
  isLiteral: (value: string) => boolean,
): (text: string) => string {
  const word = '\\b([a-z][a-z0-9-]*)'
  return text =>
    text
      .replace(new RegExp(`kube-api-access-${SAFE}{5}`, 'g'), 'kube-api-access-<rand>')
      .replace(
        new RegExp(`(pod-template-hash"?(?:=|: "?))(${SAFE}{6,10})\\b`, 'g'),
        (_, before, hash) => before + numbered('hash', hash),
      )
      .replace(
        new RegExp(`(controller-revision-hash"?(?:=|: "?)(?:[a-z0-9-]+-)?)(${SAFE}{6,10})\\b`, 'g'),
        (_, before, hash) => before + numbered('hash', hash),
      )
      .replace(
        new RegExp(`${word}-(${SAFE}{7,10})-(${SAFE}{5})\\b`, 'g'),
        (_, name, hash, rand) => `${name}-${numbered('hash', hash)}-${numbered('rand', rand)}`,
      )
      .replace(new RegExp(`${word}-(${SAFE}{7,10})\\b`, 'g'), (_, name, hash) => `${name}-${numbered('hash', hash)}`)
      .replace(new RegExp(`${word}-(${SAFE}{5})\\b`, 'g'), (all, name, rand) =>
        isLiteral(all) || literal.includes(all) ? all : `${name}-${numbered('rand', rand)}`,
      )
      .replace(
        new RegExp(`(generateName"?: "?[a-z0-9-]+-)(${SAFE}{7,10})-`, 'g'),
        (_, before, hash) => `${before}${numbered('hash', hash)}-`,
      )
}

/** Cells of a table that are durations ("9s", "3m50s", "45s (x2 over 3m)") become <age>. */
function ages(line: string): string {
  return line
    .replace(
      /(^|\s)(?=\d)(\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+s)? \(x(\d+) over (\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?\)(?=\s|$)/g,
      '$1<age>',
    )
    .replace(/(^|\s)(?=\d)(\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(?=\s|$)/g, (all, before) =>
      all.trim() && !/^\d+$/.test(all.trim()) ? `${before}<age>` : all,
    )
    .replace(/\((\d+[smhd])+ ago\)/g, '(<age> ago)')
    .replace(/ in \d+(\.\d+)?m?s \(\d+(\.\d+)?m?s including waiting\)/g, ' in <age> (<age> including waiting)')
}

/** The form in which two outputs are compared: alignment counts only where no placeholder has moved it. */
export function comparable(lines: readonly string[]): string[] {
  const moved = lines.some(l => /<[a-z]+(-\d+)?>(?!$)/.test(l.replace(/\s+$/, '')))
  return lines.map(l => (moved ? l.replace(/ {2,}/g, '  ').replace(/\s+$/, '') : l))
}
