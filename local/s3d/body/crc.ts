import { crc32 as zlibCrc32 } from 'node:zlib'

/** A cyclic redundancy check in reflected form, all ones in and out, as each of S3's three is. */
export interface Crc {
  /** Width in bits. */
  width: 32 | 64
  /** The polynomial, bits reflected. */
  polynomial: bigint
  /** Continues a check (0n to begin) over more bytes. */
  update(crc: bigint, data: Buffer): bigint
}

export const CRC32: Crc = {
  width: 32,
  polynomial: 0xedb88320n,
  update: (crc, data) => BigInt(zlibCrc32(data, Number(crc))),
}

export const CRC32C: Crc = tabled(32, 0x82f63b78n)

export const CRC64NVME: Crc = tabled(64, 0x9a6c9329ac4bc9b5n)

/** One byte of lookahead, the register held in two 32-bit halves: BigInt arithmetic per byte would be fifty times slower. */
function tabled(width: 32 | 64, polynomial: bigint): Crc {
  const low = new Int32Array(256)
  const high = new Int32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let register = BigInt(byte)
    for (let bit = 0; bit < 8; bit++) register = register & 1n ? (register >> 1n) ^ polynomial : register >> 1n
    low[byte] = Number(BigInt.asIntN(32, register))
    high[byte] = Number(BigInt.asIntN(32, register >> 32n))
  }
  const ones = BigInt.asUintN(width, -1n)
  return {
    width,
    polynomial,
    update(crc, data) {
      let lo = Number(BigInt.asIntN(32, crc ^ ones))
      let hi = Number(BigInt.asIntN(32, (crc ^ ones) >> 32n))
      for (let i = 0; i < data.length; i++) {
        const index = (lo ^ data[i]!) & 0xff
        lo = ((lo >>> 8) | (hi << 24)) ^ low[index]!
        hi = (hi >>> 8) ^ high[index]!
      }
      return ((BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0)) ^ ones
    },
  }
}

/**
 * The check of A followed by B from the checks of each and B's length in bytes: A's check is pushed through B's
 * length of zero bits (by squaring a matrix over GF(2), as zlib's `crc32_combine` does), then B's is added.
 */
export function combineCrc({ width, polynomial }: Crc, crcA: bigint, crcB: bigint, lengthB: number): bigint {
  let oneZeroBit = Array.from({ length: width }, (_, bit) => (bit === 0 ? polynomial : 1n << BigInt(bit - 1)))
  let crc = crcA
  for (let bits = BigInt(lengthB) * 8n; bits > 0n; bits >>= 1n) {
    if (bits & 1n) crc = times(oneZeroBit, crc)
    const matrix = oneZeroBit
    oneZeroBit = matrix.map((column) => times(matrix, column))
  }
  return crc ^ crcB
}

function times(matrix: readonly bigint[], vector: bigint): bigint {
  let sum = 0n
  for (let bit = 0, rest = vector; rest > 0n; bit++, rest >>= 1n) if (rest & 1n) sum ^= matrix[bit]!
  return sum
}
