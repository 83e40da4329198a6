import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface OwnProcess {
  pid: number
  /** Where it listens, as it said. */
  url: string
  stop(): Promise<void>
}

/** Starts a program that takes one message of settings and answers, listening, `{ url }`. */
export async function startProcess(program: URL, settings: object): Promise<OwnProcess> {
  const child = fork(program, { env: { ...process.env, NODE_ENV: 'production' } })
  const ended = once(child, 'exit')
  child.send(settings)
  const [answer] = await Promise.race([once(child, 'message'), ended.then(() => [null])])
  if (!answer) throw new Error(`${program.pathname} ended before it listened`)
  return {
    pid: child.pid!,
    url: (answer as { url: string }).url,
    stop: async () => {
      // Some take their time to end in order, which is nobody's business.
      child.kill('SIGKILL')
      await ended
    },
  }
}
