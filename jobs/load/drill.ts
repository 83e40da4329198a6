import { flood } from './test-flood.ts'

// `npm run flood`: so many photos wait at once (150,000, or `-- 5000`), and workers process them. Prints the levels, the
// workers and the debt as they change, and for how long a photo that somebody uploads meanwhile takes. Ends with 1 when a photo is lost, or
// lacks anything in the end.

const photos = Number(process.argv[2] ?? 150_000)
const { queueLevels, loadLevels, mostWorkers, mostDebts, freshSeconds, secondsToEmpty, secondsToRepay, faults } =
  await flood({
    photos,
    env: {},
    tell: (line) => process.stdout.write(`${line}\n`),
    lookEveryMs: 2_000,
  })
const fresh = freshSeconds.toSorted((a, b) => a - b)
const at = (share: number) => fresh[Math.min(fresh.length - 1, Math.floor(fresh.length * share))]?.toFixed(1)
process.stdout.write(`
queue levels        ${queueLevels.join(' → ')}
load levels         ${loadLevels.join(' → ')}
most workers        ${mostWorkers}
queue empty after   ${secondsToEmpty.toFixed(0)} s: ${(photos / secondsToEmpty).toFixed(0)} photos a second
made with less      ${mostDebts} photos at most, all made good ${secondsToRepay.toFixed(0)} s later
fresh uploads       ${fresh.length}: READY after ${at(0.5)} s (median), ${at(0.95)} s (95 %), ${at(1)} s (worst)
faults              ${faults.join(', ') || 'none'}
`)
process.exitCode = faults.length > 0 ? 1 : 0
