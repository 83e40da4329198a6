import { startS3d } from '../start-s3d.ts'

// The victim of kill.ts: an s3d of its own process, its options as JSON in the first argument.
const s3d = await startS3d(JSON.parse(process.argv[2] ?? '{}'))
console.log(`ready ${s3d.url}`)
