import { readFileSync } from 'node:fs'
import type { SubgraphName } from './codegen.ts'

/** The text of a subgraph's schema. */
export function readSdl(name: SubgraphName): string {
  return readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8')
}
