/**
 * A list of positions as Redis keeps it: a LIST whose first element is all of it that was written whole, and each push since then adds one
 * of 8 bytes. So a push is one command that leaves alone what is not there, costs the same for every length, and looks at nothing:
 * late or again, it comes last. After a fifth of what the list holds, a push makes it one element once more, sorted and cut to
 * its newest. The first element is:
 *
 *     0  state   1 byte   1: sealed, 0: under construction
 *     1  run     4 bytes  the server's run that the list was begun in: one of another run is cold, see scripts/run.lua
 *     5  epoch   4 bytes  a feed's epoch; the builder's token while under construction
 *     9  lost    8 bytes  the newest position that was left out, 0 when none was: above it the list is complete
 *    17  n × 8            positions, rising
 *
 * All numbers are big-endian. Written by scripts/*.lua only. 500 positions and 100 pushes take 5.3 KB.
 */
const headBytes = 17

export interface PackedList {
  epoch: number
  /** The list is complete from this position up; 0 when it is all there is. */
  since: bigint
  /** Newest first. */
  positions: bigint[]
}

/** What a list's elements, one after the other, say, or null when there are none or it is under construction. Of which run it is, is not asked here. */
export function unpack(value: Buffer | null): PackedList | null {
  if (value?.[0] !== 1) return null
  const found: bigint[] = []
  let falling = true
  for (let at = value.length - 8; at >= headBytes; at -= 8) {
    const position = value.readBigUInt64BE(at)
    if (position >= found.at(-1)!) falling = false
    found.push(position)
  }
  const positions = falling ? found : [...new Set(found)].sort((a, b) => (a < b ? 1 : -1))
  const lost = value.readBigUInt64BE(9)
  while (positions.length > 0 && positions.at(-1)! <= lost) positions.pop()
  return { epoch: value.readUInt32BE(5), since: lost && (positions.at(-1) ?? lost + 1n), positions }
}

/** Eight bytes of each number, one after the other. */
export function pack(...numbers: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length)
  for (const [i, number] of numbers.entries()) bytes.writeBigUInt64BE(number, 8 * i)
  return bytes
}
