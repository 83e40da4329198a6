import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import { bringUp } from './bring-up.ts'
import { takeDataFolder } from './data-folder.ts'
import { env, wholeEnv } from './env.ts'
import { whenInterrupted } from './interrupted.ts'
import { parseOptions, type StartOptions, usage } from './options.ts'
import { createSupervisor, type SupervisorEvent } from './supervisor.ts'

// `npm start`: the whole of Halide on this machine.

const root = fileURLToPath(new URL('../', import.meta.url))
const print = (line: string) => process.stdout.write(`${line}\n`)

function progress(step: string): void {
  // process.uptime() leaves out what installing took; bootstrap.mjs says that itself.
  print(`${styleText('dim', `${process.uptime().toFixed(1).padStart(6)} s`)}  ${step}`)
}

function complain(error: unknown): void {
  process.stderr.write(
    `\n${styleText('red', 'Halide could not start.')} ${error instanceof Error ? error.message : error}\n`,
  )
  process.exitCode = 1
}

/** Answers when everything has stopped again. */
async function run(options: StartOptions): Promise<void> {
  const data = await takeDataFolder(options.data)
  const supervisor = createSupervisor({ logFolder: join(data.path, 'logs'), onSpawn: data.record, onEvent: report })
  const stopped = Promise.withResolvers<void>()
  const ending = new AbortController()
  let stopping = false
  async function stop(reason: string): Promise<void> {
    if (stopping) return
    stopping = true
    ending.abort()
    progress(`Stopping (${reason}) …`)
    await supervisor.stopAll()
    data.release()
    progress('Everything has stopped')
    stopped.resolve()
  }
  whenInterrupted(stop, () => {
    supervisor.killAll()
    process.exit(130)
  })
  try {
    print(await bringUp({ options, env, wholeEnv, supervisor, data, progress, stopping: ending.signal }))
  } catch (error) {
    // What fails because everything is being stopped has not failed.
    if (!stopping) {
      complain(error)
      await stop('it could not start')
    }
  }
  await stopped.promise
}

function report(event: SupervisorEvent): void {
  if (event.kind === 'died') progress(styleText('yellow', `${event.name} died (${event.how}); starting it again`))
  else if (event.kind === 'overdue') progress(styleText('yellow', `${event.name} did not end in time and was killed`))
  else if (event.restarts > 0) progress(`${event.name} is back`)
}

try {
  const options = parseOptions(process.argv.slice(2), root)
  if (options === 'help') print(usage)
  else await run(options)
} catch (error) {
  complain(error)
}
if (process.connected) process.disconnect()
