/** A path as Go's filepath.Clean writes it: no `.` elements, no doubled slashes, `..` resolved. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const kept: string[] = []
  for (const element of path.split('/')) {
    if (element === '' || element === '.') continue
    if (element === '..' && kept.length && kept.at(-1) !== '..') kept.pop()
    else if (element !== '..' || !rooted) kept.push(element)
  }
  return (rooted ? '/' : '') + kept.join('/') || '.'
}
