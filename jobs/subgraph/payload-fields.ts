import { z } from 'zod'
import type { Job } from '../kit.ts'
import type { JobPayloadField } from './resolvers.gen.ts'

interface JsonSchema {
  type?: string
  enum?: unknown[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** What a payload consists of, as who writes one as JSON sees it. */
export function payloadFieldsOf({ payload }: Pick<Job, 'payload'>): JobPayloadField[] {
  const schema = z.toJSONSchema(payload, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeOf(field),
    isRequired: schema.required?.includes(name) ?? false,
  }))
}

function typeOf({ type, enum: values, anyOf = [] }: JsonSchema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  // An id is a bigint or digits; JSON has the digits only, and says nothing of the other.
  return type ?? anyOf.map(typeOf).find((each) => each !== 'unknown') ?? 'unknown'
}
