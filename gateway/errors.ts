import { unwrapResolverError } from '@apollo/server/errors'
import { type RefusalCode, refusals } from '@halide/schema/refusals.ts'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'

/** Codes that GraphQL over HTTP itself answers with, when the gateway and not a subgraph found the fault. */
const protocolCodes = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/** Stands for every error that is nobody's business but ours. */
export const maskedCode: RefusalCode = 'INTERNAL_SERVER_ERROR'

/**
 * An error as a client may see it: message, place and code. An unknown error is masked, and nothing of how the
 * answer was made (subgraph, plan, stack) goes out.
 */
export function presentError(error: GraphQLFormattedError, thrown?: unknown): GraphQLFormattedError {
  const code = codeOf(error, thrown)
  return {
    message: code === maskedCode ? refusals[maskedCode] : error.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions: { code },
  }
}

/** The code that an error is answered with. `thrown` is the error before the server gave it a shape. */
export function codeOf(error: GraphQLFormattedError, thrown?: unknown): string {
  const { code, serviceName } = error.extensions ?? {}
  if (typeof code !== 'string') return maskedCode
  if (code !== maskedCode && Object.hasOwn(refusals, code)) return code
  // A subgraph that cannot parse or validate what the gateway asks is out of step with it: not the client's fault.
  if (serviceName !== undefined) return maskedCode
  if (code === 'GRAPHQL_VALIDATION_FAILED') return ownCodeOf(thrown) ?? code
  if (protocolCodes.has(code)) return code
  return isRequestFault(thrown) ? 'BAD_REQUEST' : maskedCode
}

/** What an operator needs to see of an error that was masked. */
export function causeOf(error: GraphQLError): unknown {
  const cause = unwrapResolverError(error)
  return cause instanceof Error ? cause : error
}

/** Apollo Server writes its own code over that of a validation rule, which survives in the error it wraps. */
function ownCodeOf(thrown: unknown): string | undefined {
  const wrapped = thrown instanceof GraphQLError ? thrown.originalError : undefined
  const code = wrapped instanceof GraphQLError ? wrapped.extensions.code : undefined
  return typeof code === 'string' && Object.hasOwn(refusals, code) ? code : undefined
}

/** Apollo Server gives some faults of a request a status 400 and no code. */
function isRequestFault(thrown: unknown): boolean {
  if (!(thrown instanceof GraphQLError)) return false
  const { http } = thrown.extensions
  return typeof http === 'object' && http !== null && 'status' in http && http.status === 400
}
