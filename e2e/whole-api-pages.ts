import type { Person } from './person.ts'
import type { World } from './world.ts'

export interface Cast {
  world: World
  ada: Person
  ben: Person
}

export const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
export const userErrors = 'userErrors { code field message }'

export interface Page<Node> {
  edges: { cursor: string; node: Node }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

export function idsOf(page: Page<{ id: string }>): string[] {
  return page.edges.map(({ node }) => node.id)
}
