import { createHash, type Hash } from 'node:crypto'
import { CRC32, CRC32C, CRC64NVME, type Crc, combineCrc } from './crc.ts'

export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const

/** As in the header's name, `x-amz-checksum-<algorithm>`. */
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number]

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE'

/** A checksum kept with an object. `value` is base64; a composite one ends in `-<parts>`. */
export interface StoredChecksum {
  algorithm: ChecksumAlgorithm
  value: string
  type: ChecksumType
}

/** A digest in progress. */
export interface Digest {
  update(data: Buffer): void
  digest(): Buffer
}

const CRCS: Partial<Record<ChecksumAlgorithm, Crc>> = { crc32: CRC32, crc32c: CRC32C, crc64nvme: CRC64NVME }

const DIGEST_BYTES: Record<ChecksumAlgorithm, number> = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 }

export function startDigest(algorithm: ChecksumAlgorithm | 'md5'): Digest {
  const crc = algorithm === 'md5' ? undefined : CRCS[algorithm]
  return crc ? crcDigest(crc) : hashDigest(createHash(algorithm))
}

/** Whether `value` is the base64 of a digest of that algorithm's length. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64')
  return bytes.length === DIGEST_BYTES[algorithm] && bytes.toString('base64') === value
}

export function parseAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toLowerCase())
}

/** What S3 takes when a multipart upload names the algorithm only: CRC64NVME over the whole, the others over the parts. */
export function defaultType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE'
}

/** Only a CRC can be put together for the whole object from its parts; only the others may be composite of CRC64NVME. */
export function allowsType(algorithm: ChecksumAlgorithm, type: ChecksumType): boolean {
  return type === 'FULL_OBJECT' ? CRCS[algorithm] !== undefined : algorithm !== 'crc64nvme'
}

/** The checksum of an object made of parts, from the parts' own (base64) and their sizes in bytes. */
export function joinChecksums(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly { value: string; size: number }[],
): StoredChecksum {
  if (type === 'COMPOSITE') {
    const digest = startDigest(algorithm)
    for (const part of parts) digest.update(Buffer.from(part.value, 'base64'))
    return { algorithm, type, value: `${digest.digest().toString('base64')}-${parts.length}` }
  }
  const crc = CRCS[algorithm]
  if (!crc) throw new Error(`${algorithm} cannot be a full object checksum`)
  const joined = parts.reduce((sum, part) => combineCrc(crc, sum, fromBase64(part.value), part.size), 0n)
  return { algorithm, type, value: crcBytes(crc, joined).toString('base64') }
}

function hashDigest(hash: Hash): Digest {
  return { update: (data) => void hash.update(data), digest: () => hash.digest() }
}

function crcDigest(crc: Crc): Digest {
  let register = 0n
  return {
    update: (data) => {
      register = crc.update(register, data)
    },
    digest: () => crcBytes(crc, register),
  }
}

function crcBytes(crc: Crc, value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(crc.width / 4, '0'), 'hex')
}

function fromBase64(value: string): bigint {
  return BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`)
}
