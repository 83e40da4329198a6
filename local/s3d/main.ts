import { env } from './env.ts'
import { startS3d } from './start-s3d.ts'

const s3d = await startS3d({
  root: env.S3D_ROOT,
  host: env.S3D_HOST,
  port: env.S3D_PORT,
  accessKeyId: env.S3D_ACCESS_KEY_ID,
  secretAccessKey: env.S3D_SECRET_ACCESS_KEY,
  restoreDelayMs: env.S3D_RESTORE_DELAY_MS,
  restoreDayMs: env.S3D_RESTORE_DAY_MS,
  log: ({ error, ...line }) => {
    if (error) console.error('s3d: internal error', line, error)
  },
})
console.log(`s3d ready ${s3d.url}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void s3d.stop().then(() => process.exit(0))
  })
}
