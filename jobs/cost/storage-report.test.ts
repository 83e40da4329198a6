import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { defaultAges } from '@halide/storage/tiering/due.ts'
import { countStored } from './count-stored.ts'
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
  const [recent, old, longAgo] = [0, 40, 200].map((days) => new Date(Date.now() - days * 86_400_000)) as [
    Date,
    Date,
    Date,
  ]
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
      {
        ...object,
        key: 'originals/1/2/4',
        byteSize: 4 * mib,
        createdAt: old,
        storageClass: 'STANDARD_IA',
        lastReadOn: longAgo,
      },
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
  const { STANDARD, STANDARD_IA, GLACIER } = listPrices
  const near = (dollars: number, expected: number) => assert.ok(Math.abs(dollars - expected) < 1e-12, `${dollars}`)
  near(report.monthly, ((5 * STANDARD.gibMonth + 12 * STANDARD_IA.gibMonth) * mib) / gib)
  near(report.monthlyUntiered, (17 * STANDARD.gibMonth * mib) / gib)
  // Of the object unread for long both copies are to be archived.
  const overhead = GLACIER.ownOverhead * GLACIER.gibMonth + GLACIER.standardOverhead * STANDARD.gibMonth
  const saved = ((STANDARD_IA.gibMonth - GLACIER.gibMonth) * 8 * mib - 2 * overhead) / gib
  near(report.monthlyTiered, report.monthly - saved)
  near(report.tieringOnce, (2 * GLACIER.thousandCopies) / 1_000 + (8 * mib * STANDARD_IA.gibRead) / gib)
})

test('of a large ledger a sample is looked at, which says about the same', async () => {
  const { db } = database
  await db.$executeRaw`
    insert into objects (key, state, byte_size, md5, content_type, in_primary)
    select 'samples/' || n, 'LIVE', 1000, '\\x00', 'image/avif', true from generate_series(1, 20000) n`
  await db.$executeRaw`analyze objects`
  const { share, parts } = await countStored(db, defaultAges, 5_000)
  assert.ok(Math.abs(share - 0.25) < 0.01, `${share}`)
  const { objects, bytes } = parts.find(({ kind }) => kind === 'samples')!
  assert.ok(objects > 10_000 && objects < 30_000, `${objects}`)
  assert.ok(Math.abs(bytes - 1_000 * objects) <= 1_000, `${bytes}`)
})
