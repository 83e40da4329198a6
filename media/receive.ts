import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type ReceiveFault = 'SIZE_MISMATCH' | 'UPLOAD_TOO_SLOW' | 'UPLOAD_INTERRUPTED'

export interface Received {
  bytes: Buffer
  md5: Buffer
}

/**
 * Reads exactly `size` bytes of a request, hashing them as they come. On a fault the rest stays unread. `idleMs` bounds
 * the silence between two chunks, `totalMs` the whole.
 */
export async function receive(
  request: IncomingMessage,
  size: number,
  { idleMs, totalMs }: { idleMs: number; totalMs: number },
): Promise<Received | ReceiveFault> {
  // Not from the pool, and not zeroed: every byte is overwritten before anyone sees it.
  const bytes = Buffer.allocUnsafeSlow(size)
  const hash = createHash('md5')
  const { promise, resolve } = Promise.withResolvers<Received | ReceiveFault>()
  let at = 0

  const idle = setTimeout(() => resolve('UPLOAD_TOO_SLOW'), idleMs)
  const total = setTimeout(() => resolve('UPLOAD_TOO_SLOW'), totalMs)
  const onData = (chunk: Buffer) => {
    idle.refresh()
    if (at + chunk.length > size) return resolve('SIZE_MISMATCH')
    chunk.copy(bytes, at)
    hash.update(chunk)
    at += chunk.length
  }
  const onEnd = () => resolve(at === size ? { bytes, md5: hash.digest() } : 'SIZE_MISMATCH')
  const onGone = () => resolve('UPLOAD_INTERRUPTED')

  if (request.destroyed) onGone()
  request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
  const result = await promise
  clearTimeout(idle)
  clearTimeout(total)
  // The listener for errors stays: a connection that breaks later must not end the process.
  request.off('data', onData).off('end', onEnd).off('close', onGone)
  return result
}
