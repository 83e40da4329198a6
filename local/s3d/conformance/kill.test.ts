import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runKills } from './kill.ts'

test('no acknowledged put is lost or torn by kill -9, and nothing is left behind', { timeout: 60_000 }, async () => {
  const { kills, acknowledged, keys, present, identical, lost, torn, orphans } = await runKills({ puts: 100, kills: 3 })
  assert.equal(kills, 3)
  assert.ok(acknowledged >= 100)
  assert.deepEqual(
    { present, identical, lost, torn, orphans },
    { present: keys, identical: keys, lost: 0, torn: 0, orphans: 0 },
  )
})

test('the check finds out a store that acknowledges before it commits', { timeout: 60_000 }, async () => {
  // Whether a kill meets an open put is chance: it does so sooner or later.
  let found = 0
  for (let run = 0; run < 10 && found === 0; run++) {
    const { lost, torn } = await runKills({ puts: 60, kills: 3, acknowledgeBeforeCommit: true })
    found = lost + torn
  }
  assert.ok(found > 0)
})
