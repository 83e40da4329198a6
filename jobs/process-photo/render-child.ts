import { type ChildProcess, fork } from 'node:child_process'
import { Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { PhotoFault } from './fault.ts'
import type { RenderedPhoto, RenderOptions } from './render.ts'
import type { DecodeLimits, RendererSettings } from './settings.ts'

/** A photo, or why there is none; `detail` is for the log. */
export type RenderOutcome = { ok: true; photo: RenderedPhoto } | { ok: false; fault: PhotoFault; detail: string }

export type ProcessSettings = { limits: DecodeLimits; maxMemory: number }
export type ToProcess = { input: Buffer; options: RenderOptions }
export type FromProcess =
  | { type: 'ready' }
  | { type: 'outcome'; outcome: RenderOutcome }
  | { type: 'failed'; message: string }

const program = fileURLToPath(new URL('./render-process.ts', import.meta.url))

/** What a photo rejects with when its renderer was stopped. */
export const stopped = () => new Error('the renderer was stopped')

/** The parent's hold on one decoding process. */
export class RenderChild {
  readonly #process: ChildProcess
  readonly #timeoutMs: number
  readonly #ready: Promise<void>
  #stderr = ''
  #photos = 0
  #exited = false
  #doomed = false
  #stopped = false
  /** Settles when the process is gone; never rejects. */
  readonly exit: Promise<void>

  /** Starts the process. It gets none of the parent's environment: a decoder that is taken over finds no secrets there. */
  constructor({ limits, maxMemory, timeoutMs }: RendererSettings) {
    const settings: ProcessSettings = { limits, maxMemory }
    this.#timeoutMs = timeoutMs
    this.#process = fork(program, [JSON.stringify(settings)], {
      // Threads, for a photo's nine encodings; two arenas, because glibc otherwise keeps memory for each thread.
      env: { UV_THREADPOOL_SIZE: String(Math.min(4, availableParallelism())), MALLOC_ARENA_MAX: '2' },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#process.stderr?.on('data', (chunk) => {
      this.#stderr = (this.#stderr + chunk).slice(-2000)
    })
    this.exit = new Promise((resolve) => {
      const left = () => {
        this.#exited = true
        resolve()
      }
      this.#process.once('exit', left)
      // An 'error' without a process id is a process that could not be started: no 'exit' follows.
      this.#process.on('error', () => this.#process.pid === undefined && left())
    })
    this.#ready = new Promise((resolve, reject) => {
      this.#process.once('message', () => resolve())
      this.exit.then(() =>
        reject(this.#stopped ? stopped() : new Error(`the decoding process did not start: ${this.#stderr}`)),
      )
    })
    this.#ready.catch(() => {})
    this.#letParentEnd(true)
  }

  /** An idle process keeps its parent from nothing: whoever forgets `stop()` still ends, and this one with it. */
  #letParentEnd(may: boolean): void {
    const method = may ? 'unref' : 'ref'
    this.#process[method]()
    this.#process.channel?.[method]()
    // A pipe of a child process is a socket, though its type says only that it can be read.
    const { stderr } = this.#process
    if (stderr instanceof Socket) stderr[method]()
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Photos it was given so far. */
  get photos(): number {
    return this.#photos
  }

  /** Whether it can take another photo: a process that was sent its kill may still be there for a moment. */
  get usable(): boolean {
    return !this.#exited && !this.#doomed
  }

  /** Renders one photo; the caller waits before it gives the next. Rejects when aborted or killed, where the process cannot start, and for a fault of our own. */
  async render(input: Buffer, options: RenderOptions, signal?: AbortSignal): Promise<RenderOutcome> {
    this.#letParentEnd(false)
    try {
      await this.#ready
      signal?.throwIfAborted()
      return await this.#renderHere(input, options, signal)
    } finally {
      this.#letParentEnd(true)
    }
  }

  async #renderHere(input: Buffer, options: RenderOptions, signal?: AbortSignal): Promise<RenderOutcome> {
    this.#photos++
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      this.#doom()
    }, this.#timeoutMs)
    const abort = () => this.#doom()
    signal?.addEventListener('abort', abort)
    try {
      const outcome = await this.#exchange({ input, options })
      if (outcome) return outcome
      signal?.throwIfAborted()
      if (this.#stopped) throw stopped()
      if (timedOut) return { ok: false, fault: 'DECODE_TIMEOUT', detail: `killed after ${this.#timeoutMs} ms` }
      return this.#death()
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Ends the process at once and waits until it is gone. */
  kill(): Promise<void> {
    this.#stopped = true
    this.#letParentEnd(false)
    this.#doom()
    return this.exit
  }

  #doom(): void {
    this.#doomed = true
    this.#process.kill('SIGKILL')
  }

  /** Sends a photo and waits for its outcome; null where the process ended instead. Rejects with what went wrong in our own code there. */
  #exchange(message: ToProcess): Promise<RenderOutcome | null> {
    return new Promise((resolve, reject) => {
      const onMessage = (answer: FromProcess) => {
        this.#process.off('message', onMessage)
        if (answer.type === 'outcome') resolve(withBuffers(answer.outcome))
        else reject(new Error(`rendering failed: ${answer.type === 'failed' ? answer.message : answer.type}`))
      }
      this.#process.on('message', onMessage)
      this.exit.then(() => resolve(null))
      // A send that fails is a process that has ended: the exit tells.
      this.#process.send(message, () => {})
    })
  }

  /** A SIGKILL that this side did not send came from the watchdog, or from a kernel without memory. */
  #death(): RenderOutcome {
    const { signalCode, exitCode } = this.#process
    const fault = signalCode === 'SIGKILL' ? 'DECODE_OUT_OF_MEMORY' : 'DECODE_CRASHED'
    return { ok: false, fault, detail: `the decoding process ended with ${signalCode ?? exitCode}: ${this.#stderr}` }
  }
}

/** Over the process boundary a Buffer comes as the Uint8Array that it is. */
function withBuffers(outcome: RenderOutcome): RenderOutcome {
  if (outcome.ok)
    for (const file of [...outcome.photo.renditions, ...outcome.photo.avatar])
      file.bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
  return outcome
}
