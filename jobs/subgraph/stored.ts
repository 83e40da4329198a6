import type { Db, StorageReport as Row } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { monthlyCost, optimised, plain, savingsOf, total } from '../cost/cost.ts'
import { CountedPart } from '../cost/count-stored.ts'
import { ownFigures, usualWorkload, type Workload } from '../cost/figures.ts'
import { priceStored } from '../cost/storage-report.ts'
import type { JobsDeps } from './context.ts'
import type {
  CostDriver,
  CostForecast,
  CostOptimisation,
  StorageDay,
  StorageRegion,
  StorageReport,
  StorageTier,
} from './resolvers.gen.ts'

const mostDays = 1_000

type Deps = Pick<JobsDeps, 'db' | 'prices'>

const partsOf = ({ parts }: Pick<Row, 'parts'>) => z.array(CountedPart).parse(parts)
const latest = (db: Pick<Db, 'storageReport'>) => db.storageReport.findFirst({ orderBy: { day: 'desc' } })

/** As it was counted last: nobody waits for the ledger. */
export async function storageReport({ db, prices }: Deps): Promise<StorageReport | null> {
  const row = await latest(db)
  if (!row) return null
  const report = priceStored({ parts: partsOf(row) }, prices)
  const { objects, bytes, monthly, monthlyUntiered, monthlyTiered, tieringOnce, cameIn30Days, bytesInAYear } = report
  return {
    measuredAt: row.measuredAt,
    share: row.share,
    objects,
    bytes,
    monthlyCost: monthly,
    bytesIn30Days: cameIn30Days,
    bytesInAYear,
    parts: report.parts.map(({ kind, contentType, storageClass, region, objects, bytes, monthly }) => ({
      purpose: kind,
      format: contentType,
      tier: storageClass as StorageTier,
      region: region.toUpperCase() as StorageRegion,
      objects,
      bytes,
      monthlyCost: monthly,
    })),
    savings: [
      { optimisation: 'TIERED', monthlyBefore: monthlyUntiered, monthlyAfter: monthly, once: 0 },
      { optimisation: 'DUE', monthlyBefore: monthly, monthlyAfter: monthlyTiered, once: tieringOnce },
    ],
  }
}

/** The oldest first. */
export async function storageDays({ db, prices }: Deps, days: number): Promise<StorageDay[]> {
  const rows = await db.$queryRaw<Row[]>`
    select day, measured_at as "measuredAt", share, parts from storage_reports
    where day > current_date - ${Math.min(days, mostDays)}::int order by day`
  return rows.map((row) => {
    const { objects, bytes, monthly } = priceStored({ parts: partsOf(row) }, prices)
    return {
      day: row.day.toISOString().slice(0, 10),
      measuredAt: row.measuredAt,
      objects,
      bytes,
      monthlyCost: monthly,
    }
  })
}

export async function costForecast({ db }: Pick<Deps, 'db'>): Promise<CostForecast | null> {
  const row = await latest(db)
  if (!row) return null
  const load = { ...usualWorkload, ...(await countPeople(db)), ...uploadsOf(partsOf(row)) }
  const [before, after] = [plain, optimised].map((with_) => monthlyCost(load, ownFigures, with_)) as [Month, Month]
  let monthly = total(before)
  return {
    people: load.users,
    uploadsADay: load.uploadsADay,
    originalBytes: load.originalBytes,
    followsAPerson: load.followers,
    likesAPost: load.likesAPhoto,
    requestsAPerson: load.requestsAUser,
    imagesAPerson: load.imagesAUser,
    months: load.months,
    before: total(before),
    after: total(after),
    drivers: (Object.keys(before) as (keyof Month)[]).map((name) => ({
      driver: enumName(name) as CostDriver,
      before: before[name],
      after: after[name],
    })),
    savings: savingsOf(load, ownFigures).map(({ optimisation, saved }) => {
      const before = monthly
      monthly -= saved
      return { optimisation: enumName(optimisation) as CostOptimisation, before, after: monthly }
    }),
  }
}

type Month = ReturnType<typeof monthlyCost>

/** As `SECOND_REGION` of `secondRegion`. */
const enumName = (name: string) => name.replace(/[A-Z]/g, '_$&').toUpperCase()

/** By the planner's estimates where tables are large. */
async function countPeople(db: Pick<Db, '$queryRaw'>): Promise<Pick<Workload, 'users' | 'followers' | 'likesAPhoto'>> {
  const [row] = await db.$queryRaw<[Record<'users' | 'follows' | 'posts' | 'likes', number>]>`
    with large as (select relname as name, reltuples::float8 as rows from pg_class where reltuples > 10000)
    select
      coalesce((select rows from large where name = 'users'), (select count(*) from users)) as users,
      coalesce((select rows from large where name = 'follows'), (select count(*) from follows)) as follows,
      coalesce((select rows from large where name = 'posts'), (select count(*) from posts)) as posts,
      coalesce((select rows from large where name = 'likes'), (select count(*) from likes)) as likes`
  const { users, follows, posts, likes } = row
  return { users, followers: users && follows / users, likesAPhoto: posts && likes / posts }
}

/** Of the last 30 days. */
function uploadsOf(parts: readonly CountedPart[]): Partial<Workload> {
  const originals = parts.filter(({ kind, region }) => kind === 'originals' && region === 'primary')
  const objects = originals.reduce((all, { cameObjects }) => all + cameObjects, 0)
  const bytes = originals.reduce((all, { cameBytes }) => all + cameBytes, 0)
  return { uploadsADay: objects / 30, ...(objects > 0 && { originalBytes: bytes / objects }) }
}
