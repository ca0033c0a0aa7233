import { isDNS1035Label, isDNS1123Label, isDNS1123Subdomain } from './dns.ts'

/**
 * Checks metadata.name, or with `prefix` metadata.generateName, which may end in a hyphen since more follows it
 * (apimachinery validation.ValidateNameFunc).
 */
export type NameValidator = (name: string, prefix: boolean) => string[]

function withoutTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}

function validator(rule: (name: string) => string[]): NameValidator {
  return (name, prefix) => rule(prefix ? withoutTrailingDash(name) : name)
}

export const nameIsDNSSubdomain: NameValidator = validator(isDNS1123Subdomain)
export const nameIsDNSLabel: NameValidator = validator(isDNS1123Label)
export const nameIsDNS1035Label: NameValidator = validator(isDNS1035Label)

/** What may stand between two slashes of a URL (content.IsPathSegmentName). */
export function isPathSegmentName(name: string): string[] {
  return name === '.' || name === '..' ? [`may not be '${name}'`] : isPathSegmentPrefix(name)
}

function isPathSegmentPrefix(name: string): string[] {
  return ['/', '%'].filter(c => name.includes(c)).map(c => `may not contain '${c}'`)
}

/** For kinds that allow any name that fits in a URL, such as those of RBAC. */
export const pathSegmentName: NameValidator = (name, prefix) =>
  prefix ? isPathSegmentPrefix(name) : isPathSegmentName(name)
