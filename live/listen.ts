import type { LiveEvent } from '@halide/schema/live.ts'
import { redisChannels } from '@halide/schema/redis-keys.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { openRedis } from '@halide/timeline/redis.ts'

/** One connected client. */
export interface Ear {
  event(event: LiveEvent): void
  /** Whether what happens is heard from now on: called once at first, and at each change. */
  hears(hears: boolean): void
}

/** What a gateway hears for its connected clients: one channel a viewer, whoever has several clients. */
export interface LiveListener {
  /** Until the returned function is called. */
  add(userId: string, ear: Ear): () => void
  stop(): void
}

interface Viewer {
  ears: Set<Ear>
  /** Null until that is known. */
  hears: boolean | null
}

/** A Redis that hangs would look like one that has nothing to tell. */
const pingEveryMs = 5_000
const commandTimeoutMs = 2_000

export function openListener(redisUrl: string, log: Logger): LiveListener {
  const viewers = new Map<string, Viewer>()
  const redis = openRedis(redisUrl, log, commandTimeoutMs)
  // A first connection that is only being made is neither there nor lost.
  let lost = false

  async function subscribe(some: [string, Viewer][]): Promise<void> {
    if (some.length === 0) return
    try {
      await redis.subscribe(...some.map(([userId]) => redisChannels.live(BigInt(userId))))
    } catch {
      // Lost, and subscribed anew when it is back; or it hangs, and a new connection does not.
      if (redis.status === 'ready') redis.disconnect(true)
      return
    }
    for (const [, viewer] of some) change(viewer, true)
  }

  function change(viewer: Viewer, hears: boolean): void {
    if (viewer.hears === hears) return
    viewer.hears = hears
    for (const ear of viewer.ears) ear.hears(hears)
  }

  redis.on('ready', () => {
    lost = false
    void subscribe([...viewers])
  })
  redis.on('close', () => {
    lost = true
    for (const viewer of viewers.values()) change(viewer, false)
  })
  redis.on('message', (channel: string, text: string) => {
    const heard = viewers.get(redisChannels.userOfLive(channel))
    if (!heard) return
    try {
      const event = JSON.parse(text) as LiveEvent
      for (const ear of heard.ears) ear.event(event)
    } catch (error) {
      log.warn({ err: error, channel }, 'what was told cannot be read')
    }
  })
  const pings = setInterval(() => {
    if (redis.status === 'ready') redis.ping().catch(() => redis.disconnect(true))
  }, pingEveryMs).unref()

  return {
    add(userId, ear) {
      let viewer = viewers.get(userId)
      if (!viewer) {
        viewer = { ears: new Set(), hears: lost ? false : null }
        viewers.set(userId, viewer)
        if (redis.status === 'ready') void subscribe([[userId, viewer]])
      }
      const { ears, hears } = viewer
      ears.add(ear)
      if (hears !== null) ear.hears(hears)
      return () => {
        if (!ears.delete(ear) || ears.size > 0) return
        viewers.delete(userId)
        redis.unsubscribe(redisChannels.live(BigInt(userId))).catch(() => {})
      }
    },
    stop() {
      clearInterval(pings)
      redis.disconnect()
    },
  }
}
