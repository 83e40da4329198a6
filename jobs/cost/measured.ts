interface Measured {
  value: number
  unit: string
  command: string
  date: string
}

const photos = 'node e2e/bench/weigh-photos.ts FOLDER'
const feeds = 'npm run bench -- fan-out'
const rows = 'npm run bench -- rows'
const requests = 'npm run bench -- feed'

const on = (command: string, unit: string, value: number): Measured => ({ value, unit, command, date: '2026-11-28' })

/**
 * What Halide was seen to take, and by which command, on a virtual machine with two cores that had other work: CPU is rather too much than too
 * little. FOLDER had five photographs of phones and cameras, 1.7 MB each in the mean, one of them HEIC.
 */
export const measured = {
  photoCpuSeconds: on(photos, 'CPU s a photo', 0.723),
  renditionBytes: on(photos, 'bytes of all nine', 437_170),
  mediumAvifBytes: on(photos, 'bytes of a middle AVIF', 28_785),
  mediumWebpBytes: on(photos, 'bytes of a middle WebP', 46_873),
  mediumJpegBytes: on(photos, 'bytes of a middle JPEG', 51_227),
  feedBytes: on(feeds, 'bytes of a full feed in Redis', 5_290),
  feedWriteMicroseconds: on(feeds, 'CPU µs of Redis a feed', 3.64),
  requestCpuMs: on(requests, 'CPU ms of gateway and subgraphs a page of the home feed', 17.5),
  userRowBytes: on(rows, 'bytes a person, with counters, session and indexes', 1_245),
  postRowBytes: on(rows, 'bytes a post, with photo, renditions, upload, ledger and indexes', 6_137),
  followRowBytes: on(rows, 'bytes a follow, with indexes', 236),
  likeRowBytes: on(rows, 'bytes a like, with indexes', 127),
} satisfies Record<string, Measured>
