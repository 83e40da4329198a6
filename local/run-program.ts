import { runOnTestStores } from './test-run.ts'

// `npm run oracle`, and whatever else needs a Postgres and a Redis for a while: the program, then its arguments. After `--durable` both
// write to the disk as in production: for what measures writes.
const given = process.argv.slice(2)
const durable = given[0] === '--durable'
process.exitCode = await runOnTestStores(durable ? given.slice(1) : given, { durable })
if (process.connected) process.disconnect()
