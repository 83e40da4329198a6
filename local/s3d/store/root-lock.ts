import { createHash } from 'node:crypto'
import { realpath, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RootLock {
  release(): Promise<void>
}

/** A Unix socket's path may be no longer than this everywhere, in bytes. */
const MAX_SOCKET_PATH = 100

/**
 * Lets one process have a root open: two would each believe its own index. The lock is a listening Unix socket, which
 * the kernel lets go of however the holder dies; a file with a process id would outlive a `kill -9`.
 */
export async function lockRoot(root: string): Promise<RootLock> {
  const path = socketPath(await realpath(root))
  let server = await listen(path)
  if (!server && !(await answers(path))) {
    await rm(path, { force: true })
    server = await listen(path)
  }
  if (!server) throw new Error(`another s3d has ${root} open`)
  const held = server
  held.unref()
  return { release: () => new Promise((resolve) => held.close(() => resolve())) }
}

/** In the root, or, where that lies too deep for a socket, in the temporary folder. */
function socketPath(root: string): string {
  const name = `s3d-${createHash('sha256').update(root).digest('hex').slice(0, 24)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  const inRoot = join(root, 'lock')
  return Buffer.byteLength(inRoot) <= MAX_SOCKET_PATH ? inRoot : join(tmpdir(), `${name}.sock`)
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(path, () => resolve(server))
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
