import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type Finding, tableOf } from './finding.ts'

// `npm run bench`: every benchmark, or those named, one after another; their findings as a table in the end. `--short` shows in little time
// that they work. A goal that was missed is said and is no error: on a busy machine most are.

const folder = new URL('./', import.meta.url)
const benches = readdirSync(folder).flatMap((file) => /^(.*)\.bench\.ts$/.exec(file)?.[1] ?? [])
const given = process.argv.slice(2)
const flags = given.filter((argument) => argument.startsWith('--'))
const named = given.filter((argument) => !argument.startsWith('--'))
const unknown = named.filter((name) => !benches.includes(name))
if (unknown.length > 0)
  throw new Error(`No benchmark is called ${unknown.join(', ')}. There are: ${benches.join(', ')}`)

const findings: Finding[] = []
for (const name of named.length > 0 ? named : benches) {
  process.stdout.write(`${name}\n`)
  const child = fork(new URL('run-one.ts', folder), [name, ...flags])
  child.on('message', (found) => findings.push(...(found as Finding[])))
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
}
process.stdout.write(`\n${tableOf(findings)}\n`)
