import type { GraphQLFormattedError } from 'graphql'

export interface SubgraphAnswer {
  data?: Record<string, unknown> | null
  errors?: readonly GraphQLFormattedError[]
}

/** A subgraph lives, and what it needs does not. Its answer stands, once it is not waited for any more. */
export class PartDown extends Error {
  readonly answer: SubgraphAnswer

  constructor(answer: SubgraphAnswer) {
    super('a part of the subgraph does not answer')
    this.answer = answer
  }
}

export function isPartDown({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.code === 'SERVICE_UNAVAILABLE'
}

export function answerOfPartDown(error: unknown): SubgraphAnswer {
  if (error instanceof PartDown) return error.answer
  throw error
}

/** A query may be sent again whatever became of it. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof PartDown ||
    nobodyListens(error) ||
    codeOf(error) === 'ECONNRESET' ||
    codeOf(error) === 'UND_ERR_SOCKET'
  )
}

/** The subgraph cannot have begun what was sent. */
export function nobodyListens(error: unknown): boolean {
  return codeOf(error) === 'ECONNREFUSED'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
