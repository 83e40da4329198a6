import type { Scaler } from '@halide/jobs/load/scaler.ts'
import type { ProcessSpec } from './managed-process.ts'
import type { Supervisor } from './supervisor.ts'

export interface WorkerScalerParts {
  supervisor: Pick<Supervisor, 'start' | 'stop'>
  /** A further worker that is to listen on this port. */
  specOf(name: string, port: number): ProcessSpec
  /** One for each further worker that there can be. */
  ports: readonly number[]
  /** Told of the ports that further workers listen on, whenever these are others. */
  onChange(ports: readonly number[]): void
  progress(step: string): void
}

/** Further workers beside the one that is always there, as processes of this machine. */
export function createWorkerScaler({ supervisor, specOf, ports, onChange, progress }: WorkerScalerParts): Scaler {
  const further: string[] = []
  const workers = () => 1 + further.length
  return {
    workers,
    async scale(to) {
      const before = workers()
      while (workers() < to && further.length < ports.length) {
        const name = `worker-${workers() + 1}`
        await supervisor.start(specOf(name, ports[further.length]!))
        further.push(name)
        onChange(ports.slice(0, further.length))
      }
      while (workers() > Math.max(1, to)) {
        const name = further.pop()!
        onChange(ports.slice(0, further.length))
        await supervisor.stop(name)
      }
      if (workers() !== before) progress(`${workers()} workers, since the queue asks for ${to}`)
    },
  }
}
