import { readFileSync } from 'node:fs'

/** A CPU profile as V8's inspector tells it. */
export interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[]
  /** Ids of nodes, one a sample. */
  samples: number[]
  /** Microseconds before each sample. */
  timeDeltas: number[]
}

export interface CallFrame {
  functionName: string
  url: string
  lineNumber: number
}

/** Has the processes of a world listen for an inspector, each on a port of its own. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

const samplingMicroseconds = 250

/** Profiles an inspectable process, whose log says where it listens, from now on; what is answered ends it and tells. */
export async function profileProcess(logFile: string): Promise<() => Promise<CpuProfile>> {
  const url = /^Debugger listening on (ws:\S+)/m.exec(readFileSync(logFile, 'utf8'))![1]!
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error(`no inspector answers at ${url}`))
  })
  const waiting = new Map<number, (result: unknown) => void>()
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
  }
  let sent = 0
  const ask = (method: string, params = {}) =>
    new Promise<unknown>((resolve) => {
      waiting.set(++sent, resolve)
      socket.send(JSON.stringify({ id: sent, method, params }))
    })
  await ask('Profiler.enable')
  await ask('Profiler.setSamplingInterval', { interval: samplingMicroseconds })
  await ask('Profiler.start')
  return async () => {
    const { profile } = (await ask('Profiler.stop')) as { profile: CpuProfile }
    socket.close()
    return profile
  }
}
