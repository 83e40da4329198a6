import { setTimeout as sleep } from 'node:timers/promises'

/** Whatever can start and stop workers. Where there is none, a cluster's own is to follow the gauge `halide_workers_wanted`. */
export interface Scaler {
  /** How many there are, or are being started. */
  workers(): number
  /** Settles when there are so many, or as many as there can be. A worker that is stopped hands its jobs to the others. */
  scale(to: number): Promise<void>
}

/** Milliseconds between two looks at how many workers are wanted. */
const lookEveryMs = 2_000

/** Keeps as many workers as are wanted, until the signal. What cannot be done now is tried again. */
export async function followWantedWorkers(
  scaler: Scaler,
  wanted: () => Promise<number | null>,
  { signal, onFault }: { signal: AbortSignal; onFault(error: unknown): void },
): Promise<void> {
  while (!signal.aborted) {
    try {
      const to = await wanted()
      if (to !== null) await scaler.scale(to)
    } catch (error) {
      if (!signal.aborted) onFault(error)
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}
