import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { z } from 'zod'
import { reservedHandles } from './reserved-handles.ts'

export type InputError = UserError<'INVALID'>

/** A value as it will be stored, or what is wrong with it. */
export type Checked = { value: string; error: null } | { value: null; error: InputError }

const handlePattern = /^(?!\.)(?!.*\.\.)[A-Za-z0-9._]{3,30}(?<!\.)$/
const emailPattern = z.email().max(254) // RFC 5321, 4.5.3.1.3
/** Postgres takes no NUL, and people should take no control characters in a name. Half a surrogate pair is no character. */
const unprintable = /\p{Cc}|\p{Cs}/u

/**
 * A handle as it is stored, or null when the text cannot be one. The pattern is tried before lowering: beyond ASCII there are
 * letters that only lowering turns into one of ours (K, the Kelvin sign), and two handles must never look the same.
 */
export function toHandle(text: string): string | null {
  return handlePattern.test(text) ? text.toLowerCase() : null
}

export function checkHandle(handle: string): Checked {
  const value = toHandle(handle)
  if (value === null) {
    return invalid('handle', '3 to 30 of a–z, 0–9, dot and underscore; no dot first, last or twice in a row.')
  }
  return reservedHandles.has(value) ? invalid('handle', 'This handle is reserved.') : valid(value)
}

export function checkEmail(email: string): Checked {
  const value = email.trim().toLowerCase()
  return emailPattern.safeParse(value).success ? valid(value) : invalid('email', 'This is not an e-mail address.')
}

export function checkPassword(password: string): Checked {
  const length = characters(password)
  return length >= 8 && length <= 256 ? valid(password) : invalid('password', '8 to 256 characters.')
}

export function checkDisplayName(displayName: string): Checked {
  const value = displayName.trim()
  const length = characters(value)
  if (length < 1 || length > 80) return invalid('displayName', '1 to 80 characters.')
  return unprintable.test(value) ? invalid('displayName', 'No control characters.') : valid(value)
}

export function checkBio(bio: string): Checked {
  const value = bio.trim()
  if (characters(value) > 150) return invalid('bio', 'Up to 150 characters.')
  return unprintable.test(value.replaceAll('\n', '')) ? invalid('bio', 'No control characters.') : valid(value)
}

/** Code points, as people and Postgres count; `length` would count an emoji twice. */
function characters(text: string): number {
  return [...text].length
}

function valid(value: string): Checked {
  return { value, error: null }
}

function invalid(field: string, message: string): Checked {
  return { value: null, error: userError('INVALID', field, message) }
}
