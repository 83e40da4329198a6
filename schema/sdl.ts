import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { SubgraphName } from './codegen.ts'

/** The text of a subgraph's schema: `<name>.graphql`, and what has a file of its own in the folder `<name>/`. */
export function readSdl(name: SubgraphName): string {
  const folder = new URL(`${name}/`, import.meta.url)
  const further = existsSync(folder) ? readdirSync(folder).sort() : []
  return [new URL(`${name}.graphql`, import.meta.url), ...further.map((file) => new URL(file, folder))]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}
