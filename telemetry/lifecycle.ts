import type { Logger } from 'pino'
import { stopTraces } from './traces.ts'

/** How long a process may take to finish what it began. */
const stopTimeoutMs = 25_000

/** Ends the process in order on SIGTERM, SIGINT, or when whoever started it with an IPC channel is gone. */
export function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let stopping = false
  const end = async (reason: string) => {
    if (stopping) return
    stopping = true
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    await stop().catch((error: unknown) => log.error({ err: error }, 'could not stop in order'))
    await stopTraces().catch((error: unknown) => log.warn({ err: error }, 'the last spans are lost'))
    process.exit(0)
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  process.on('disconnect', () => end('parent gone'))
}
