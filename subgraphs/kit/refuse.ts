import { type RefusalCode, refusals } from '@halide/schema/refusals.ts'
import { GraphQLError } from 'graphql'

/** Ends the field with a code that clients may rely on. For what a client can put right in its input, answer `userErrors` instead. */
export function refuse(code: RefusalCode, message: string = refusals[code]): never {
  throw new GraphQLError(message, { extensions: { code } })
}
