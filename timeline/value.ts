/**
 * A list of positions as Redis keeps it: one string that is written in place, so that a push costs the same for every length and
 * replicas and the append-only file get some 60 bytes of it, and that is allocated exactly, so that 500 positions take 4.2 KB.
 *
 *     0  flags   1 byte   1: sealed (else under construction), 2: trimmed (the oldest was pushed out since it was written whole)
 *     1  recent  1 byte   how many of the recent positions are there, 0…4
 *     2  head    2 bytes  slot of the ring that is written next
 *     4  slots   2 bytes  size of the ring, a multiple of 4
 *     6  filled  2 bytes  how many slots are written
 *     8  newest  8 bytes  the newest position, or `since` of an empty list
 *    16  run     4 bytes  the server's run that the list was begun in: one of another run is cold, see scripts/run.lua
 *    20  epoch   4 bytes  a feed's epoch; the builder's token while under construction
 *    24  since   8 bytes  the list is complete from this position up; when trimmed, from the oldest that is there
 *    32  recent  4 × 8    the newest positions, the newest last; they move into the ring four at a time
 *    64  ring    slots × 8
 *
 * All numbers are big-endian. Written by scripts/*.lua only.
 */
const headerBytes = 32
const ringAt = 64

export interface PackedList {
  epoch: number
  since: bigint
  /** Newest first. */
  positions: bigint[]
}

/** What a stored value says, or null when there is none or it is still under construction. Of which run it is, is not asked here. */
export function unpack(value: Buffer | null): PackedList | null {
  if (!value || (value[0]! & 1) === 0) return null
  const recent = value[1]!
  const head = value.readUInt16BE(2)
  const slots = value.readUInt16BE(4)
  const filled = value.readUInt16BE(6)
  const positions: bigint[] = []
  for (let i = recent - 1; i >= 0; i--) positions.push(value.readBigUInt64BE(headerBytes + 8 * i))
  for (let i = 1; i <= filled; i++) positions.push(value.readBigUInt64BE(ringAt + 8 * ((head + slots - i) % slots)))
  const trimmed = (value[0]! & 2) !== 0
  return {
    epoch: value.readUInt32BE(20),
    since: trimmed ? positions.at(-1)! : value.readBigUInt64BE(24),
    positions,
  }
}

/** Eight bytes of each number, one after the other. */
export function pack(...numbers: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length)
  for (const [i, number] of numbers.entries()) bytes.writeBigUInt64BE(number, 8 * i)
  return bytes
}
