import { type UserError, userError } from '@halide/subgraph-kit/index.ts'

/** Letters as people count them, near enough: code points, so that an emoji of one code point is one. */
function lengthOf(text: string): number {
  return [...text].length
}

/** The fault of a text, if any: longer than `most`, or with a NUL, which Postgres cannot keep. `path` is its place in the input. */
export function checkText(text: string, path: string[], most: number): UserError<'INVALID'>[] {
  if (text.includes('\0')) return [userError('INVALID', path, 'This text has a character that cannot be stored.')]
  if (text.length <= most || lengthOf(text) <= most) return []
  return [userError('INVALID', path, `This text is longer than ${most.toLocaleString('en')} characters.`)]
}

/** An idempotency key is any text of 1 to 100 characters, or none. */
export function checkIdempotencyKey(key: string | null | undefined): UserError<'INVALID'>[] {
  if (key === '') return [userError('INVALID', 'idempotencyKey', 'An idempotency key has at least one character.')]
  return checkText(key ?? '', ['idempotencyKey'], 100)
}
