import { S3Error } from '../errors.ts'

const MAX_TAGS = 10
const MAX_KEY = 128
const MAX_VALUE = 256
/** Letters, digits, spaces and `+ - = . _ : / @` in any script. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** Holds tags against S3's rules. Throws `TooManyTags` or `InvalidTag`. */
export function checkTags(tags: [key: string, value: string][]): [key: string, value: string][] {
  if (tags.length > MAX_TAGS) throw new S3Error('TooManyTags')
  for (const [key, value] of tags) {
    if (key === '' || key.length > MAX_KEY || !ALLOWED.test(key)) {
      throw new S3Error('InvalidTag', { message: 'The TagKey you have provided is invalid', fields: { TagKey: key } })
    }
    if (value.length > MAX_VALUE || !ALLOWED.test(value)) {
      throw new S3Error('InvalidTag', { message: 'The TagValue you have provided is invalid', fields: { TagKey: key } })
    }
  }
  if (new Set(tags.map(([key]) => key)).size !== tags.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' })
  }
  return tags
}
