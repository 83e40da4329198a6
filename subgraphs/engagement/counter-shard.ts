import { randomInt } from 'node:crypto'

/** A post's counts are spread over this many rows (prisma/models/engagement.prisma), so that many at once rarely meet. */
const counterShards = 16

export function anyShard(): number {
  return randomInt(counterShards)
}
