import { whenInterrupted } from '@halide/local/interrupted.ts'

/** What a drill has started: stopped in the end, or when it is interrupted, the latest first. */
export interface Ending {
  push(stop: () => unknown): void
  /** Once, whoever asks. */
  stopAll(): Promise<void>
  /** Whether it has begun to stop: what fails from now on fails because of that. */
  hasBegun(): boolean
}

/** For a program: an interrupt ends it with 130, when all is stopped. */
export function createEnding(): Ending {
  const started: (() => unknown)[] = []
  let stopping: Promise<void> | undefined
  const ending: Ending = {
    push: (stop) => void started.push(stop),
    stopAll() {
      stopping ??= (async () => {
        for (let stop = started.pop(); stop; stop = started.pop()) await stop()
      })()
      return stopping
    },
    hasBegun: () => stopping !== undefined,
  }
  whenInterrupted(
    () => void ending.stopAll().finally(() => process.exit(130)),
    () => process.exit(130), // the reapers stop what is left
  )
  return ending
}
