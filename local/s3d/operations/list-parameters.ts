import { uriEncode } from '../auth/canonical.ts'
import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'

/** S3 never lists more than this at a time. */
const MAX_PAGE = 1000

/** Reads a count such as `max-keys`; more than a page means a page. Throws `InvalidArgument`. */
export function pageSize(request: S3Request, name: string): number {
  const text = request.param(name)
  if (text === undefined || text === '') return MAX_PAGE
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 31 - 1) {
    throw new S3Error('InvalidArgument', {
      message: `Argument ${name} must be an integer between 0 and 2147483647`,
      fields: { ArgumentName: name, ArgumentValue: text },
    })
  }
  return Math.min(Number(text), MAX_PAGE)
}

export interface NameEncoding {
  /** For the reply's `EncodingType`. */
  type: 'url' | undefined
  encode(name: string): string
}

/** `encoding-type=url` lets keys through that XML cannot hold. Throws `InvalidArgument` for another type. */
export function nameEncoding(request: S3Request): NameEncoding {
  const type = request.param('encoding-type')
  if (type === undefined || type === '') return { type: undefined, encode: (name) => name }
  if (type !== 'url') throw new S3Error('InvalidArgument', { message: 'Invalid Encoding Method specified in Request' })
  return { type, encode: (name) => name.split('/').map(uriEncode).join('/') }
}
