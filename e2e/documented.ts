import { readFileSync } from 'node:fs'
import type { Variables } from '@halide/local/client.ts'
import { Kind, parse } from 'graphql'

export interface DocumentedOperation {
  text: string
  /** As they stand on the page, with the given value in the place of each `<placeholder>`. */
  variables(values?: Readonly<Record<string, string>>): Variables
}

/** The operations of docs/api.md by name, each with the variables below it. */
export function documentedOperations(): Map<string, DocumentedOperation> {
  const page = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8')
  const blocks = page.matchAll(/^```graphql\n(.*?)^```\n\n```json\n(.*?)^```$/gms)
  return new Map(
    [...blocks].map(([, text, json]) => [
      nameOf(text!),
      {
        text: text!,
        variables: (values = {}) => JSON.parse(json!.replace(/<([^>]+)>/g, (_, name) => placeholder(name, values))),
      },
    ]),
  )
}

function placeholder(name: string, values: Readonly<Record<string, string>>): string {
  const value = values[name]
  if (value === undefined) throw new Error(`docs/api.md has a placeholder <${name}>`)
  return value
}

function nameOf(text: string): string {
  const [definition] = parse(text).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION || !definition.name) throw new Error(`no name: ${text}`)
  return definition.name.value
}
