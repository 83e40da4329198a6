import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const purgeSecret = 'a purge secret of the tests'

/** Why there is no Varnish on this machine, for `skip`; false when there is one. */
export const noVarnish: string | false = (() => {
  try {
    execFileSync('varnishd', ['-V'], { stdio: 'ignore' })
    return false
  } catch {
    return 'no varnishd on this machine (apt-get install varnish)'
  }
})()

export interface TestVarnish {
  url: string
  stop(): Promise<void>
}

/** A Varnish with our VCL before one or two doors on the loopback. */
export async function startVarnish(doorUrl: string, secondUrl = doorUrl): Promise<TestVarnish> {
  const folder = await mkdtemp(join(tmpdir(), 'halide-varnish-'))
  const port = await freePort()
  const doors = [doorUrl, secondUrl].map((url) => Number(new URL(url).port)) as [number, number]
  const varnish = spawn('varnishd', await varnishArgs(folder, port, doors), {
    env: { ...process.env, CDN_PURGE_SECRET: purgeSecret },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  varnish.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await answering(url, varnish)
  } catch (error) {
    await end(varnish, folder)
    throw new Error(`varnishd does not serve: ${said}`, { cause: error })
  }
  return { url, stop: () => end(varnish, folder) }
}

/** As ops/varnish/default.vcl recommends it. */
const unlogged = '-ReqProtocol,-ReqAcct,-RespProtocol,-RespReason,-RespHeader,-VCL_call,-VCL_return,-Timestamp'

/** Arguments of a `varnishd` in a folder that is there, with our VCL before two doors on the loopback. */
export async function varnishArgs(folder: string, port: number, doors: readonly [number, number]): Promise<string[]> {
  // Varnish gives up root, and its user has to get here.
  await chmod(folder, 0o755)
  const vcl = await readFile(join(import.meta.dirname, '../../ops/varnish/default.vcl'), 'utf8')
  const file = join(folder, 'default.vcl')
  await writeFile(file, vcl.replace('"4010"', `"${doors[0]}"`).replace('"4011"', `"${doors[1]}"`))
  const args = ['-F', '-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`, '-f', file]
  return [...args, '-s', 'malloc,64m', '-p', 'thread_pool_min=10', '-p', `vsl_mask=${unlogged}`, '-T', 'none']
}

async function answering(url: string, varnish: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && varnish.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/`).catch(() => null)
    await answer?.body?.cancel()
    if (answer) return
    await sleep(50)
  }
  throw new Error('no answer')
}

async function end(varnish: ChildProcess, folder: string): Promise<void> {
  if (varnish.exitCode === null) {
    varnish.kill('SIGTERM')
    await once(varnish, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
