/** A terminal and npm both pass Ctrl-C on, so one key press arrives more than once within this time. */
const samePressMs = 700

/**
 * Calls `stop` once, on Ctrl-C, on SIGTERM, when the terminal closes or when the process that started this one is gone; calls
 * `kill` when somebody insists.
 */
export function whenInterrupted(stop: (reason: string) => void, kill: () => void): void {
  let first: number | undefined
  const hear = (reason: string) => {
    const now = performance.now()
    if (first === undefined) {
      first = now
      stop(reason)
    } else if (now - first > samePressMs) kill()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => hear(signal))
  process.once('disconnect', () => hear('whoever started it is gone'))
}
