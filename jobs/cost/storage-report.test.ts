import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { gib, listPrices } from './prices.ts'
import { storageReport } from './storage-report.ts'

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(() => database?.drop())

test('objects, bytes and money are told by kind, format, class and region', async () => {
  const { db } = database
  const mib = 1024 ** 2
  const [recent, old] = [new Date(), new Date(Date.now() - 40 * 86_400_000)]
  const object = {
    state: 'LIVE',
    md5: Buffer.alloc(16),
    contentType: 'image/jpeg',
    inPrimary: true,
    inBackup: true,
  } as const
  await db.storedObject.createMany({
    data: [
      { ...object, key: 'originals/1/2/3', byteSize: 2 * mib, createdAt: old, storageClass: 'STANDARD_IA' },
      { ...object, key: 'originals/1/2/4', byteSize: 4 * mib, createdAt: old, storageClass: 'STANDARD_IA' },
      { ...object, key: 'originals/1/2/5', byteSize: 3 * mib, createdAt: recent, inBackup: false },
      { ...object, key: 'renditions/1/1/large.avif', byteSize: mib, createdAt: recent, contentType: 'image/avif' },
      { ...object, key: 'originals/1/2/6', byteSize: mib, state: 'GONE', inPrimary: false, inBackup: false },
      { ...object, key: 'originals/1/2/7', byteSize: mib, state: 'TOMBSTONED' },
    ],
  })
  const report = await storageReport(db)
  const found = report.parts.map(({ monthly: _, ...part }) => Object.values(part).join(' '))
  assert.deepEqual(found, [
    `originals image/jpeg STANDARD primary 1 ${3 * mib}`,
    `originals image/jpeg STANDARD_IA primary 2 ${6 * mib}`,
    `originals image/jpeg STANDARD_IA backup 2 ${6 * mib}`,
    `renditions image/avif STANDARD primary 1 ${mib}`,
    `renditions image/avif STANDARD backup 1 ${mib}`,
  ])
  assert.deepEqual([report.objects, report.bytes, report.cameIn30Days], [7, 17 * mib, 5 * mib])
  assert.equal(report.bytesInAYear, 17 * mib + (5 * mib * 365) / 30)
  const { STANDARD, STANDARD_IA } = listPrices
  const near = (dollars: number, expected: number) => assert.ok(Math.abs(dollars - expected) < 1e-12, `${dollars}`)
  near(report.monthly, ((5 * STANDARD.gibMonth + 12 * STANDARD_IA.gibMonth) * mib) / gib)
  near(report.monthlyUntiered, (17 * STANDARD.gibMonth * mib) / gib)
})
