import type { Figures, Workload } from './figures.ts'

export interface Capacity {
  originalsADay: number
  renditionsADay: number
  copiedADay: number
  copiedAMonth: number
  copiedAYear: number
  photosAWorkerHour: number
  photosAWorkerDay: number
  workers: number
  workersWithHeadroom: number
  workersAtPeak: number
  feedBytes: number
  feedsBytes: number
  redisBytes: number
  requestsASecond: number
  requestsASecondAtPeak: number
  apiCores: number | null
  apiCoresAtPeak: number | null
  feedWritesASecond: number
  redisCores: number | null
  postgresBytes: number | null
  postgresBytesADay: number | null
  putsADay: number | null
  imagesASecond: number
  egressADay: number | null
  secondRegionADay: number | null
}

const secondsADay = 86_400
const perhaps = (value: number | null, use: (value: number) => number) => (value === null ? null : use(value))

/** A month has 30 days, and a year 12 of these, as in the reference. */
export function capacityOf(load: Workload, of: Figures): Capacity {
  const originalsADay = load.uploadsADay * load.originalBytes
  const renditionsADay = load.uploadsADay * of.renditionBytes
  const copiedADay = (originalsADay + renditionsADay) * of.copies
  const photosAWorkerHour = 3_600 / of.photoSeconds
  const workers = Math.ceil(load.uploadsADay / (24 * photosAWorkerHour))
  const requestsASecond = (load.users * load.requestsAUser) / secondsADay
  const feedsBytes = load.users * of.feedBytes
  const feedWritesASecond = (load.uploadsADay * load.followers) / secondsADay
  const cores = perhaps(of.requestCpuMs, (ms) => (requestsASecond * ms) / 1_000)
  const rows = of.postgresBytes
  return {
    originalsADay,
    renditionsADay,
    copiedADay,
    copiedAMonth: copiedADay * 30,
    copiedAYear: copiedADay * 30 * 12,
    photosAWorkerHour,
    photosAWorkerDay: photosAWorkerHour * 24,
    workers,
    workersWithHeadroom: Math.ceil(workers * (1 + of.headroom)),
    workersAtPeak: workers * load.peak,
    feedBytes: of.feedBytes,
    feedsBytes,
    redisBytes: feedsBytes * (1 + of.redisOverhead),
    requestsASecond,
    requestsASecondAtPeak: requestsASecond * load.peak,
    apiCores: perhaps(cores, (all) => Math.ceil(all * (1 + of.headroom))),
    apiCoresAtPeak: perhaps(cores, (all) => Math.ceil(all * load.peak)),
    feedWritesASecond,
    redisCores: perhaps(of.feedWriteMicroseconds, (us) => Math.ceil((feedWritesASecond * us * load.peak) / 1e6)),
    postgresBytes: rows && load.users * (rows.user + load.followers * rows.follow),
    postgresBytesADay: rows && load.uploadsADay * (rows.post + load.likesAPhoto * rows.like),
    putsADay: perhaps(of.putsAPhoto, (puts) => puts * load.uploadsADay),
    imagesASecond: (load.users * load.imagesAUser) / secondsADay,
    egressADay: perhaps(of.imageBytes, (bytes) => load.users * load.imagesAUser * bytes),
    secondRegionADay: of.copies === 2 ? originalsADay + renditionsADay : null,
  }
}
