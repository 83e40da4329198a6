import { fork } from 'node:child_process'
import { once } from 'node:events'

/** One request, which is sent again and again. */
export interface Call {
  url: string
  headers: Record<string, string>
  body: string
}

export interface Load {
  call: Call
  /** How many ask at once; each asks again as soon as it is answered. */
  callers: number
  requests: number
}

export interface Answered {
  seconds: number
  /** Milliseconds that each request took, the shortest first. */
  latencies: number[]
  /** Of one answer. */
  bytes: number
}

export interface Callers {
  ask(load: Load): Promise<Answered>
  stop(): Promise<void>
}

/** Who asks, in a process of its own: its CPU is nobody's cost. Asking fails when a request does. */
export function startCallers(): Callers {
  const child = fork(new URL('callers-main.ts', import.meta.url))
  const ended = once(child, 'exit')
  return {
    async ask(load) {
      child.send(load)
      const [answer] = await Promise.race([once(child, 'message'), ended.then(() => [{ failed: 'callers ended' }])])
      if ('failed' in answer) throw new Error(answer.failed)
      return answer as Answered
    },
    stop: async () => {
      child.disconnect()
      await ended
    },
  }
}
