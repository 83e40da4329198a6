import { runOnTestStores } from './test-run.ts'

// `npm run oracle`, and whatever else needs a Postgres and a Redis for a while: the program, then its arguments.
process.exitCode = await runOnTestStores(process.argv.slice(2))
if (process.connected) process.disconnect()
