/** Every rule for a single string or number; each answers a list of what is wrong with it, empty when nothing is. */
export {
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isDNS1123SubdomainWithUnderscore,
  isQualifiedName,
  isValidLabelValue,
  isWildcardDNS1123Subdomain,
} from './dns.ts'
export { isDomainPrefixedPath, isFullyQualifiedDomainName, isFullyQualifiedName } from './domains.ts'
export { isInRange, isValidGroupID, isValidPercent, isValidPortNum, isValidUserID } from './numbers.ts'
export {
  isPathSegmentName,
  nameIsDNS1035Label,
  nameIsDNSLabel,
  nameIsDNSSubdomain,
  pathSegmentName,
} from './object-names.ts'
export {
  isCIdentifier,
  isConditionReason,
  isConfigMapKey,
  isEnvVarName,
  isHTTPHeaderName,
  isRelaxedEnvVarName,
  isValidPortName,
} from './words.ts'
