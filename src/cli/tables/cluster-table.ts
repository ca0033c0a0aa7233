import Table from 'cli-table3'

const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '   ',
}

/** What `kubette cluster info` says: the file, its size, and how many objects of each resource are in it. */
export function clusterTable(facts: {
  path: string
  bytes: number
  resourceVersion: number
  objects: Readonly<Record<string, number>>
}): string {
  const table = new Table({
    chars: BORDERLESS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    head: ['RESOURCE', 'OBJECTS'],
  })
  for (const [resource, count] of Object.entries(facts.objects)) table.push([resource, count])
  const rows = table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
  return `State file:        ${facts.path}
Size:              ${facts.bytes} bytes
Resource version:  ${facts.resourceVersion}

${rows.join('\n')}
`
}
