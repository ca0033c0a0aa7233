// Writes the generated sources and data of src/api from the descriptions of a real API server.
//
//   node scripts/generate.mjs [../shared/kubernetes [a kubectl of Kubernetes 1.33 for linux/amd64]]
//
// protobuf.json is written only if there is a kubectl to read the field numbers from.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { discovery, tableColumns } from './generate/discovery.mjs'
import { openApiDefinitions } from './generate/openapi.mjs'
import { protobufMessages } from './generate/protobuf.mjs'
import { compactSchema } from './generate/schema.mjs'
import { typeScript } from './generate/types.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const from = path.resolve(process.argv[2] ?? path.join(root, '../shared/kubernetes'))
const read = name => JSON.parse(readFileSync(path.join(from, name), 'utf8'))
const write = (name, text) => writeFileSync(path.join(root, 'src/api', name), text)

const schema = read('schema.json')
const apiResources = read('api-resources.json')

mkdirSync(path.join(root, 'src/api/generated'), { recursive: true })
write('types.gen.ts', typeScript(schema))
write('generated/schema.json', compactSchema(schema))
write('generated/openapi.json', openApiDefinitions(schema))
write('generated/discovery.json', discovery(apiResources))
write('generated/columns.json', tableColumns(apiResources))
if (process.argv[3]) write('generated/protobuf.json', protobufMessages(schema, process.argv[3]))
