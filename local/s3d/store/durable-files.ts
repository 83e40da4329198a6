import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * The few moves that data survives by. Each is done in the order: write aside, fsync the file, rename, fsync the
 * folder. When a promise resolves, the change outlives a power cut; at no moment is half of it visible.
 */
export interface DurableFiles {
  /** A fresh path in the staging folder, which start-up empties. */
  sidePath(): string
  /** Moves a finished and synced side file to its place. */
  publish(side: string, path: string): Promise<void>
  /** Puts a small document in place of whatever was there. A failure to write it leaves the old one untouched. */
  replace(path: string, text: string): Promise<void>
  /** Removes a file. */
  remove(path: string): Promise<void>
  /** Makes a folder, its parents, and their entries durable. */
  makeFolder(path: string): Promise<void>
  /** Takes a whole folder out of sight in one move, then deletes it at leisure. */
  discardFolder(path: string): Promise<void>
}

/** `fsync: false` leaves out every fsync: only a control in durability tests should want that. */
export function durableFiles(staging: string, { fsync }: { fsync: boolean }): DurableFiles {
  const root = dirname(staging)
  const known = new Map<string, Promise<void>>()

  // Many writers finish in one folder at once: whoever comes while a sync runs shares the next with all who wait.
  const syncing = new Map<string, { running: Promise<void>; next?: Promise<void> }>()

  function syncFolder(path: string): Promise<void> {
    if (!fsync) return Promise.resolve()
    const queue = syncing.get(path)
    if (queue) {
      queue.next ??= queue.running.then(
        () => startSync(path),
        () => startSync(path),
      )
      return queue.next
    }
    return startSync(path)
  }

  function startSync(path: string): Promise<void> {
    const queue: { running: Promise<void>; next?: Promise<void> } = { running: syncNow(path) }
    syncing.set(path, queue)
    const forget = () => {
      if (!queue.next && syncing.get(path) === queue) syncing.delete(path)
    }
    queue.running.then(forget, forget)
    return queue.running
  }

  async function syncNow(path: string): Promise<void> {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  // A folder met for the first time has its entry synced even if it was there: whoever made it may have died before.
  function makeFolder(path: string): Promise<void> {
    if (path === root) return Promise.resolve()
    const made = known.get(path)
    if (made) return made
    const making = (async () => {
      await makeFolder(dirname(path))
      await mkdir(path, { recursive: true })
      await syncFolder(dirname(path))
    })()
    known.set(path, making)
    making.catch(() => known.delete(path))
    return making
  }

  async function publish(side: string, path: string): Promise<void> {
    await makeFolder(dirname(path))
    await rename(side, path)
    await syncFolder(dirname(path))
  }

  const sidePath = () => join(staging, randomUUID())

  return {
    sidePath,
    makeFolder,
    publish,
    async replace(path, text) {
      const side = sidePath()
      try {
        await writeFile(side, text, { flush: fsync })
      } catch (error) {
        await rm(side, { force: true })
        throw error
      }
      await publish(side, path)
    },
    async remove(path) {
      await unlink(path)
      await syncFolder(dirname(path))
    },
    async discardFolder(path) {
      const side = sidePath()
      for (const folder of known.keys()) if (folder === path || folder.startsWith(`${path}/`)) known.delete(folder)
      await rename(path, side)
      await syncFolder(dirname(path))
      await rm(side, { recursive: true, force: true })
    },
  }
}
