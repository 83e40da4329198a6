import { GraphQLScalarType, Kind } from 'graphql'
import { refuse } from './refuse.ts'

/** ISO 8601 with a zone, to the millisecond at most: anything looser means different instants to different readers. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** An instant: `Date` in code, `2026-01-31T12:00:00.000Z` on the wire. */
export const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: toDate,
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : null),
})

function toDate(value: unknown): Date {
  const date = typeof value === 'string' && instant.test(value) ? new Date(value) : null
  if (!date || Number.isNaN(date.getTime())) refuse('BAD_USER_INPUT', 'A DateTime is text like 2026-01-31T12:00:00Z.')
  return date
}

/** An absolute http or https address, as text. */
export const url = new GraphQLScalarType<string, string>({
  name: 'URL',
  serialize: toUrl,
  parseValue: toUrl,
  parseLiteral: (node) => toUrl(node.kind === Kind.STRING ? node.value : null),
})

function toUrl(value: unknown): string {
  const parsed = typeof value === 'string' ? URL.parse(value) : null
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    refuse('BAD_USER_INPUT', 'A URL is an absolute http or https address.')
  }
  return parsed.href
}

export const scalars: Record<string, GraphQLScalarType> = { DateTime: dateTime, URL: url }
