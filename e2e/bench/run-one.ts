import type { Bench } from './finding.ts'

// One benchmark in a process of its own, so that none measures what another has left behind. Tells its parent what it found.
const [name, ...flags] = process.argv.slice(2)
const { default: bench }: { default: Bench } = await import(`./${name}.bench.ts`)
const findings = await bench({
  short: flags.includes('--short'),
  say: (line) => process.stdout.write(`  ${line}\n`),
})
process.send?.(findings)
process.disconnect?.()
