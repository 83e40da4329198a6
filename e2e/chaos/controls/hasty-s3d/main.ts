import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'

// An object store that acknowledges a put before its record is on the disk, and a disk that takes a moment: for a control.

/** Long enough for a kill to come between. */
const lagMs = 2_000
const rename = fs.rename
fs.rename = async (from, to) => {
  if (String(to).includes('/records/')) await sleep(lagMs)
  return rename(from, to)
}
syncBuiltinESMExports()

const { env } = await import('@halide/local/s3d/env.ts')
const { startS3d } = await import('@halide/local/s3d/start-s3d.ts')
await startS3d({
  root: env.S3D_ROOT,
  port: env.S3D_PORT,
  accessKeyId: env.S3D_ACCESS_KEY_ID,
  secretAccessKey: env.S3D_SECRET_ACCESS_KEY,
  acknowledgeBeforeCommit: true,
})
