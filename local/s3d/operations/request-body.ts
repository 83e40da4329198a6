import { type Received, type ReceiveOptions, receive } from '../body/receive.ts'
import type { S3Request } from '../http/request.ts'
import { parseXml, type XmlElement } from '../http/xml.ts'
import type { BlobRef } from '../store/blob-store.ts'
import type { Store } from '../store/store.ts'

/** S3's limit on one PUT, a copy and a part. */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 3

/** Room for a list of 10,000 parts or 1,000 long keys. */
const MAX_DOCUMENT_BYTES = 8 * 1024 ** 2

/** Streams a body to disk and verifies it. The blob is durable, but nothing refers to it yet. */
export async function receiveBlob(
  store: Store,
  request: S3Request,
  options: Omit<ReceiveOptions, 'maxBytes'> = {},
): Promise<Received & { blob: BlobRef }> {
  const writer = await store.blobs.create()
  try {
    const received = await receive(request, (data) => writer.write(data), { ...options, maxBytes: MAX_OBJECT_BYTES })
    return { ...received, blob: await writer.seal() }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

/** Reads a small XML document whose root must be `root`. */
export async function receiveXml(request: S3Request, root: string): Promise<XmlElement> {
  const pieces: Buffer[] = []
  await receive(request, (data) => void pieces.push(data), { maxBytes: MAX_DOCUMENT_BYTES })
  return parseXml(Buffer.concat(pieces).toString('utf8'), root)
}
