import { createHash } from 'node:crypto'
import { realpath, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RootLock {
  release(): Promise<void>
}

/**
 * Lets one process have a root open: two would each believe its own index. The lock is a listening Unix socket, which
 * the kernel lets go of however the holder dies; a file with a process id would outlive a `kill -9`. The socket lies
 * in the temporary folder because a socket's path may be no longer than about 100 bytes.
 */
export async function lockRoot(root: string): Promise<RootLock> {
  const name = createHash('sha256')
    .update(await realpath(root))
    .digest('hex')
    .slice(0, 24)
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\s3d-${name}` : join(tmpdir(), `s3d-${name}.sock`)
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
