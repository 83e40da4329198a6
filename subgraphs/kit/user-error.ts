/** Something in a mutation's `input` that the client can put right: an answer, never thrown. */
export interface UserError<Code extends string = string> {
  code: Code
  field: string[] | null
  message: string
}

/** `field` is the path in `input`, or null when the fault is about the whole. */
export function userError<Code extends string>(
  code: Code,
  field: string | string[] | null,
  message: string,
): UserError<Code> {
  return { code, field: typeof field === 'string' ? [field] : field, message }
}
