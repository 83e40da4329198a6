import type { RenderOptions } from './render.ts'
import { RenderChild, type RenderOutcome, stopped } from './render-child.ts'
import { type RendererSettings, rendererSettings } from './settings.ts'

export type { RenderOutcome } from './render-child.ts'

export interface Renderer {
  /**
   * Renders a photo in a process of its own. Whatever its bytes do there (crash, hang, fill the memory) ends as an outcome with a `PhotoFault`.
   * Waits for a free process first. Rejects only with the signal's reason, after `stop()`, where no process can
   * be started, and for a fault of Halide's own.
   */
  render(input: Buffer, options?: RenderOptions, signal?: AbortSignal): Promise<RenderOutcome>
  /** The process ids, for whoever watches them from outside. */
  pids(): number[]
  /** Ends every process at once; what was being rendered rejects. */
  stop(): Promise<void>
}

/** Starts the decoding processes at once, so that the first photo does not wait for one. */
export function startRenderer(chosen: Partial<RendererSettings> = {}): Renderer {
  const settings = { ...rendererSettings, ...chosen }
  const children = new Set<RenderChild>()
  const idle: RenderChild[] = []
  const waiting: { take(child: RenderChild): void; refuse(error: Error): void }[] = []
  let stopping = false

  function start(): RenderChild {
    const child = new RenderChild(settings)
    children.add(child)
    child.exit.then(() => children.delete(child))
    return child
  }

  function hand(child: RenderChild): void {
    const next = waiting.shift()
    if (next) next.take(child)
    else idle.push(child)
  }

  /** Takes a process back, or a new one in its place when it died, has done its share, or may still be at an aborted photo. */
  function giveBack(child: RenderChild): void {
    if (stopping) return
    if (child.usable && child.photos < settings.photosPerProcess) {
      hand(child)
    } else {
      child.kill()
      hand(start())
    }
  }

  function acquire(signal?: AbortSignal): Promise<RenderChild> {
    return new Promise((resolve, reject) => {
      if (stopping) return reject(stopped())
      const free = idle.pop()
      if (free) return resolve(free.usable ? free : start())
      const request = { take: (child: RenderChild) => settle(() => resolve(child)), refuse: reject }
      const abort = () => {
        waiting.splice(waiting.indexOf(request), 1)
        settle(() => reject(signal?.reason))
      }
      const settle = (how: () => void) => {
        signal?.removeEventListener('abort', abort)
        how()
      }
      signal?.addEventListener('abort', abort)
      waiting.push(request)
    })
  }

  for (let count = 0; count < settings.size; count++) idle.push(start())

  return {
    async render(input, options = {}, signal) {
      signal?.throwIfAborted()
      const child = await acquire(signal)
      try {
        return await child.render(input, options, signal)
      } finally {
        giveBack(child)
      }
    },

    pids: () => [...children].flatMap(({ pid }) => pid ?? []),

    async stop() {
      stopping = true
      for (const { refuse } of waiting.splice(0)) refuse(stopped())
      await Promise.all([...children].map((child) => child.kill()))
    },
  }
}
