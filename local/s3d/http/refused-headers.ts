import { S3Error } from '../errors.ts'
import type { Headers } from './headers.ts'

/** Headers that ask for what this server does not do. Obeying the rest of such a request would be a quiet lie. */
const REFUSED = [
  /^x-amz-server-side-encryption/,
  /^x-amz-copy-source-server-side-encryption/,
  /^x-amz-object-lock-/,
  /^x-amz-bucket-object-lock-enabled$/,
  /^x-amz-grant-/,
  /^x-amz-website-redirect-location$/,
  /^x-amz-write-offset-bytes$/,
  /^x-amz-mfa$/,
  /^x-amz-if-match-/,
  /^x-amz-(source-)?expected-bucket-owner$/,
  /^x-amz-security-token$/,
]

/** Throws `NotImplemented`, naming the header. */
export function refuseUnknownHeaders(headers: Headers): void {
  for (const [name, value] of headers.entries()) {
    if (REFUSED.some((pattern) => pattern.test(name)) && value !== 'false') refuse(name)
    if (name === 'x-amz-acl' && value !== 'private' && value !== 'bucket-owner-full-control') refuse(name)
  }
}

function refuse(name: string): never {
  throw new S3Error('NotImplemented', {
    message: 'A header you provided implies functionality that is not implemented',
    fields: { Header: name },
  })
}
