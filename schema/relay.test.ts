import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as graphql from '@graphql-eslint/eslint-plugin'
import { Linter } from 'eslint'

// What Relay's clients rely on, as graphql-eslint checks it: connections, edges, page info, and nodes that can be fetched again.

const rules: Linter.RulesRecord = {
  // Pages go forward only.
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
  '@graphql-eslint/relay-connection-types': 'error',
  // A short list that is always whole, as the photos of a post, is no connection.
  '@graphql-eslint/relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
  ],
  '@graphql-eslint/relay-page-info': 'error',
}

/** Nodes of edges that cannot be fetched again, and why. */
const noNodes = ['NotificationEdge: a notification gets another id each time something is added to it']

/** What breaks each rule: shows that they are at work. */
const broken = `
type BrokenList {
  things(first: Int): BrokenConnection!
}
type BrokenConnection {
  edges: BrokenEdge
  pageInfo: PageInfo!
}
type BrokenEdge {
  node: Broken
}
type Broken {
  id: ID!
}
`

/** What the rules find, as `Type: message`. */
function lint(sdl: string): string[] {
  const messages = new Linter().verify(
    sdl,
    {
      files: ['**/*.graphql'],
      plugins: { '@graphql-eslint': graphql as object },
      languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: sdl } } },
      rules,
    },
    { filename: 'schema.graphql' },
  )
  const lines = sdl.split('\n')
  const typeAt = (line: number) => lines.slice(0, line).findLast((text) => /^(extend )?type /.test(text)) ?? ''
  return messages.map(({ line, message }) => `${/type (\w+)/.exec(typeAt(line))?.[1]}: ${message}`)
}

test("the API keeps Relay's rules", () => {
  const found = lint(readFileSync(new URL('api.graphql', import.meta.url), 'utf8') + broken)
  const planted = found.filter((fault) => /broken/i.test(fault))
  for (const part of [
    /must include forward pagination|argument `after`/,
    /`edges`/,
    /must implement `Node`/,
    /`cursor`/,
  ])
    assert.ok(
      planted.some((fault) => part.test(fault)),
      `${part}: ${found.join('\n')}`,
    )
  const faults = found.filter((fault) => !planted.includes(fault))
  const allowed = noNodes.map((reason) => reason.slice(0, reason.indexOf(':')))
  assert.deepEqual(
    faults,
    allowed.map((name) => `${name}: Edge type's field \`node\` must implement \`Node\` interface.`),
  )
})
