import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { generate } from '@graphql-codegen/cli'
import { buildSchema, type GraphQLSchema, introspectionFromSchema, isAbstractType } from 'graphql'

// What `npm pack -w @halide/api` packs: all that a client's build takes from a schema, made from schema/api.graphql.
const sdl = readFileSync(new URL('../api.graphql', import.meta.url), 'utf8')
const schema = buildSchema(sdl)
const dist = new URL('dist/', import.meta.url)

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
const write = (name: string, text: string) => writeFileSync(new URL(name, dist), text)
write('schema.graphql', sdl)
write('introspection.json', JSON.stringify(introspectionFromSchema(schema)))
write('index.js', `export const possibleTypes = ${JSON.stringify(possibleTypesOf(schema))}\n`)
write('index.d.ts', `${await typesOf(sdl)}\nexport declare const possibleTypes: Record<string, string[]>\n`)

/** Of each interface and union its object types, as Apollo Client's InMemoryCache takes them. */
function possibleTypesOf(schema: GraphQLSchema): Record<string, string[]> {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType)
  return Object.fromEntries(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]))
}

async function typesOf(sdl: string): Promise<string> {
  const config = {
    scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
    enumsAsTypes: true,
    avoidOptionals: { field: true },
    emitLegacyCommonJSImports: false,
  }
  const generates = { 'index.d.ts': { schema: sdl, plugins: ['typescript'], config } }
  const [file] = (await generate({ silent: true, generates }, false)) as { content: string }[]
  return file!.content
}
