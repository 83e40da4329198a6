import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChecksumAlgorithm, joinChecksums, startDigest } from './checksum.ts'

function digestOf(algorithm: ChecksumAlgorithm, ...pieces: Buffer[]): string {
  const digest = startDigest(algorithm)
  for (const piece of pieces) digest.update(piece)
  return digest.digest().toString('hex')
}

// "Check" values of the CRC catalogue (reveng.sourceforge.io): each CRC of the nine digits.
const CHECKS = { crc32: 'cbf43926', crc32c: 'e3069283', crc64nvme: 'ae8b14860a799888' } as const

for (const [algorithm, check] of Object.entries(CHECKS) as [keyof typeof CHECKS, string][]) {
  test(`${algorithm} of "123456789" is the catalogue's ${check}, in one piece or several`, () => {
    assert.equal(digestOf(algorithm, Buffer.from('123456789')), check)
    assert.equal(digestOf(algorithm, Buffer.from('1'), Buffer.from(''), Buffer.from('23456789')), check)
  })

  test(`${algorithm}s of parts join to that of the whole`, () => {
    const parts = [Buffer.alloc(100_003, 'a'), Buffer.alloc(1, 'b'), Buffer.alloc(0), Buffer.alloc(65_536, 7)]
    const base64 = (...pieces: Buffer[]) => Buffer.from(digestOf(algorithm, ...pieces), 'hex').toString('base64')
    const joined = joinChecksums(
      algorithm,
      'FULL_OBJECT',
      parts.map((part) => ({ value: base64(part), size: part.length })),
    )
    assert.deepEqual(joined, { algorithm, type: 'FULL_OBJECT', value: base64(...parts) })
  })
}
