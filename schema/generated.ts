import { fileURLToPath } from 'node:url'
import { composeServices } from '@apollo/composition'
import { parse, printSchema } from 'graphql'
import { generateTypes, subgraphNames } from './codegen.ts'
import { makeManifest } from './manifest.ts'
import { readSdl } from './sdl.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Everything that is made from the subgraphs' SDL and committed: text by path below the project's root. */
export async function generated(): Promise<Map<string, string>> {
  const composed = composeServices(
    subgraphNames.map((name) => ({
      name,
      url: `http://${name}.halide.internal/graphql`,
      typeDefs: parse(readSdl(name)),
    })),
  )
  if (composed.errors)
    throw new AggregateError(composed.errors, composed.errors.map((error) => error.message).join('\n'))
  const api = composed.schema.toAPISchema().toGraphQLJSSchema()
  const apiSdl = `${printSchema(api).trim()}\n`
  const manifest = makeManifest(api)
  return new Map([
    ['schema/supergraph.graphql', `${composed.supergraphSdl.trim()}\n`],
    ['schema/api.graphql', apiSdl],
    ['schema/operations/manifest.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ...(await generateTypes(root, apiSdl, manifest)),
  ])
}
