import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again every 50 ms until it holds; the time limit of the test ends it. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50)
}
