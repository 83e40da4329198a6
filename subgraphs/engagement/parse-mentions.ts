/** A name with an @ before it, as it stands in a text. */
export interface ParsedMention {
  /** Lower case, without the @. */
  handle: string
  /** In UTF-16 units, from the @ to behind the name. */
  start: number
  end: number
}

/**
 * An @ that no address, path or word has before it, and a handle (3 to 30 of a–z, 0–9, underscore, and single dots between). No `i`
 * flag: with it letters beyond ASCII would match.
 */
const pattern = /(?<![\p{L}\p{N}\p{M}_.@/])@([A-Za-z0-9_](?:\.?[A-Za-z0-9_])*)(?![\p{L}\p{N}\p{M}_@])/gu

/** The names that a text mentions, whether or not anybody has them. */
export function parseMentions(text: string): ParsedMention[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: found, 1: name = '', index }) =>
    name.length < 3 || name.length > 30
      ? []
      : [{ handle: name.toLowerCase(), start: index, end: index + found.length }],
  )
}
