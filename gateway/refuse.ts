import { HeaderMap } from '@apollo/server'
import { type RefusalCode, refusals } from '@halide/schema/refusals.ts'
import { GraphQLError } from 'graphql'

/** A refusal of the gateway's own. With `status` it is that of the whole answer; inside a partial answer leave it out. */
export function refusal(
  code: RefusalCode,
  options: { message?: string; status?: number; headers?: Record<string, string>; cause?: unknown } = {},
): GraphQLError {
  const { status, headers, cause } = options
  return new GraphQLError(options.message ?? refusals[code], {
    extensions: {
      code,
      ...(status && { http: { status, headers: new HeaderMap(Object.entries(headers ?? {})) } }),
    },
    ...(cause instanceof Error && { originalError: cause }),
  })
}
