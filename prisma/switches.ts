import type { SqlDb } from './client.ts'

/** What may be switched off to save load; the table `switches` has a row for each. */
export type SwitchName = (typeof names)[number]
const names = ['EXPLORE', 'RECOMMENDATIONS'] as const

export interface Switches {
  isOn(name: SwitchName): Promise<boolean>
}

/** Milliseconds for which a process believes what it read: all follow within a second, and none asks at every request. */
const believedForMs = 500

/**
 * Reads the switches as they are asked for, at most once in half a second. One without a row is on. While the load is above NORMAL all
 * are off, whatever their rows say.
 */
export function createSwitches(db: Pick<SqlDb, '$queryRaw'>): Switches {
  let read: Promise<ReadonlySet<string>> | null = null
  let readAt = 0

  async function readOff(): Promise<ReadonlySet<string>> {
    const rows = await db.$queryRaw<{ name: string }[]>`
      select name from switches where not is_on
      union select unnest(${names as readonly string[]}::text[]) where current_load_level() <> 'NORMAL'`
    return new Set(rows.map(({ name }) => name))
  }

  return {
    async isOn(name) {
      if (!read || performance.now() - readAt > believedForMs) {
        readAt = performance.now()
        const reading = readOff()
        read = reading
        // What failed is not remembered.
        reading.catch(() => {
          if (read === reading) read = null
        })
      }
      return !(await read).has(name)
    },
  }
}
