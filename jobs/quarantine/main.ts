import { openDb } from '@halide/prisma/client.ts'
import { env } from './env.ts'
import { listQuarantined, release } from './quarantine.ts'

// `npm run quarantine` lists the jobs that were given up; `npm run quarantine -- release 17 18` puts them back into the queue.
// Ends with 1 when one could not be released, with 64 (EX_USAGE of sysexits.h) when it was not understood.

const shown = 200

const [command = 'list', ...ids] = process.argv.slice(2)
const db = openDb({ url: env.DATABASE_URL, maxConnections: 1 })
const say = (line: string) => process.stdout.write(`${line}\n`)

async function list(): Promise<void> {
  const jobs = await listQuarantined(db, shown)
  for (const { id, name, code, message, payload, attempts, quarantinedAt } of jobs) {
    say(`${id}  ${quarantinedAt.toISOString()}  ${name} ${JSON.stringify(payload)}  ${code} after ${attempts} attempts`)
    say(`    ${message.replaceAll('\n', '\n    ')}`)
  }
  say(jobs.length === shown ? `The latest ${shown}.` : `${jobs.length} in quarantine.`)
}

async function releaseAll(): Promise<void> {
  for (const id of ids) {
    const outcome = await release(db, BigInt(id))
    if (outcome !== 'RELEASED') process.exitCode = 1
    say(`${id}  ${outcome}`)
  }
}

if (command === 'list' && ids.length === 0) await list()
else if (command === 'release' && ids.length > 0 && ids.every((id) => /^\d{1,18}$/.test(id))) await releaseAll()
else {
  process.stderr.write('Usage: npm run quarantine [-- release ID …]\n')
  process.exitCode = 64
}
await db.$disconnect()
