import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCountedDb } from './count-statements.ts'
import { createSwitches } from './switches.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

test('every process follows a switch within a second, and asks for it once in half of one', async () => {
  const counted = openCountedDb(database.url)
  const [one, other] = [createSwitches(counted.db), createSwitches(database.db)]
  const statements = await counted.during(() => Promise.all(Array.from({ length: 50 }, () => one.isOn('EXPLORE'))))
  assert.equal(statements.length, 1)
  await database.db.$executeRaw`update switches set is_on = false where name = 'EXPLORE'`
  await sleep(600)
  for (const process of [one, other]) {
    assert.deepEqual([await process.isOn('EXPLORE'), await process.isOn('RECOMMENDATIONS')], [false, true])
  }
  await database.db.$executeRaw`delete from switches`
  await sleep(600)
  assert.equal(await one.isOn('EXPLORE'), true, 'without a row it is on')
  await counted.db.$disconnect()
})
