import type { ChecksumAlgorithm, ChecksumType } from '../body/checksum.ts'
import type { BlobRef } from './blob-store.ts'
import type { ObjectVersion } from './record.ts'

/** What an upload will give the object it becomes; kept in `upload.json`. */
export interface UploadSettings extends Pick<ObjectVersion, 'headers' | 'metadata' | 'tags' | 'storageClass'> {
  id: string
  key: string
  /** Milliseconds since the epoch. */
  initiated: number
  checksum?: { algorithm: ChecksumAlgorithm; type: ChecksumType }
}

/** One uploaded part; kept in `<number>.json`, replaced whole when the part is sent again. */
export interface UploadedPart {
  number: number
  blob: BlobRef
  /** MD5 of the part as hex. */
  etag: string
  /** Milliseconds since the epoch. */
  modified: number
  /** Base64, present when the upload named an algorithm. */
  checksum?: string
}

export interface Upload extends UploadSettings {
  parts: Map<number, UploadedPart>
}
