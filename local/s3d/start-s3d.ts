import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHandler, type RequestLog } from './http/handler.ts'
import { Store } from './store/store.ts'

export interface S3dOptions {
  /** Folder for everything; made when missing. One s3d at a time may have it open. */
  root: string
  /** Default 0: a free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  accessKeyId: string
  secretAccessKey: string
  /** Default true. False skips every fsync: a control for durability tests, never for data one wants to keep. */
  fsync?: boolean
  /** How long RestoreObject takes, in ms. Default 1,000; S3 itself takes hours. */
  restoreDelayMs?: number
  /** How long one of a restored copy's days lasts, in ms. Default a real day; shorter to see copies expire. */
  restoreDayMs?: number
  /** Gets one line for each request, after its reply. */
  log?: (line: RequestLog) => void
  /** Test only: answers a write before it is in place, so that a durability check can be seen to fail. */
  acknowledgeBeforeCommit?: boolean
}

export interface RunningS3d {
  /** `http://host:port`, for path-style clients of any region. */
  url: string
  port: number
  /** Refuses new connections, lets running requests end (for at most five seconds), and frees the root. */
  stop(): Promise<void>
}

const STOP_GRACE_MS = 5_000

/** Starts an S3 server on a folder. Rejects when the port is taken or another s3d has the folder open. */
export async function startS3d(options: S3dOptions): Promise<RunningS3d> {
  const { root, port = 0, host = '127.0.0.1', fsync = true, acknowledgeBeforeCommit = false } = options
  const store = await Store.open({ root, fsync, acknowledgeBeforeCommit })
  const handle = createHandler({
    context: {
      store,
      now: Date.now,
      restoreDelayMs: options.restoreDelayMs ?? 1_000,
      restoreDayMs: options.restoreDayMs ?? 86_400_000,
    },
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    ...(options.log && { log: options.log }),
  })
  const server = createServer((incoming, reply) => void handle(incoming, reply, false))
  server.on('checkContinue', (incoming, reply) => void handle(incoming, reply, true))
  // A large part over a slow line may take long; one that stalls for an hour is given up.
  server.requestTimeout = 3_600_000
  // A server that drops an idle connection just as its client takes it up again answers by a reset. Let clients drop theirs.
  server.keepAliveTimeout = 600_000
  try {
    await listen(server, port, host)
  } catch (error) {
    await store.close()
    throw error
  }
  const bound = (server.address() as AddressInfo).port
  let stopped: Promise<void> | undefined
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    stop: () => {
      stopped ??= closeServer(server).then(() => store.close())
      return stopped
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
