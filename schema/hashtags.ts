/** Hashtags that a post may have; further ones in its caption are text. */
export const mostHashtags = 30

/** Code points of a name. */
const longestName = 100

// As in twitter-text: letters, marks, digits and underscores, at least one of them a letter. Unlike there, `#sea#sun` is two.
const wordCharacter = String.raw`[\p{L}\p{M}\p{Nd}_]`
const runs = new RegExp(String.raw`(?<![\p{L}\p{M}\p{Nd}_&/])(?:[#＃]${wordCharacter}+)+`, 'gu')
const name = new RegExp(`^${wordCharacter}+$`, 'u')

/** The one spelling of a hashtag, without its #: composed and lower case. Null when the text is none. */
export function toHashtag(text: string): string | null {
  const spelling = text
    .replace(/^[#＃]/, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
  return name.test(spelling) && /\p{L}/u.test(spelling) && [...spelling].length <= longestName ? spelling : null
}

/** The hashtags of a caption, each once, in the order of their first mention. */
export function hashtagsIn(caption: string): string[] {
  const found = new Set<string>()
  for (const [run] of caption.matchAll(runs)) {
    for (const word of run.split(/[#＃]/).slice(1)) {
      const hashtag = toHashtag(word)
      if (hashtag !== null) found.add(hashtag)
      if (found.size === mostHashtags) return [...found]
    }
  }
  return [...found]
}

const prefix = 'hashtag_'

/** A hashtag's name is all that there is to it, so its global id is made of that, and exists for every name. */
export function encodeHashtagId(hashtag: string): string {
  return prefix + Buffer.from(hashtag).toString('base64url')
}

/** The name behind the global id of a hashtag; null when the text is anything else. */
export function decodeHashtagId(globalId: string): string | null {
  if (!globalId.startsWith(prefix)) return null
  const hashtag = toHashtag(Buffer.from(globalId.slice(prefix.length), 'base64url').toString())
  return hashtag !== null && encodeHashtagId(hashtag) === globalId ? hashtag : null
}
