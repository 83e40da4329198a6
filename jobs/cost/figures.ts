import { measured } from './measured.ts'

/** What is asked for. */
export interface Workload {
  users: number
  uploadsADay: number
  originalBytes: number
  followers: number
  requestsAUser: number
  imagesAUser: number
  likesAPhoto: number
  /** How many times the average the busiest hours take. */
  peak: number
  /** How long photos have been kept when money is counted. */
  months: number
}

export const usualWorkload: Workload = {
  users: 500e6,
  uploadsADay: 50e6,
  originalBytes: 2e6,
  followers: 500,
  requestsAUser: 20,
  imagesAUser: 50,
  likesAPhoto: 20,
  peak: 10,
  months: 12,
}

/** What a system takes for it; null where nobody said. */
export interface Figures {
  renditionBytes: number
  /** Whole copies of every object. */
  copies: number
  /** A worker's seconds for a photo. */
  photoSeconds: number
  /** 0.5 is half as many again. */
  headroom: number
  feedBytes: number
  redisOverhead: number
  feedWriteMicroseconds: number | null
  requestCpuMs: number | null
  postgresBytes: { user: number; post: number; follow: number; like: number } | null
  /** Of a day's photo to the primary and the second region. */
  putsAPhoto: number | null
  imageBytes: number | null
  jpegBytes: number | null
}

/** The figures of the reference's example: 5 s a photo, 500 KB in all sizes, three copies, 500 posts of 20 bytes in a feed. */
export const referenceFigures: Figures = {
  renditionBytes: 500e3,
  copies: 3,
  photoSeconds: 5,
  headroom: 0.5,
  feedBytes: 500 * 20,
  redisOverhead: 0.5,
  feedWriteMicroseconds: null,
  requestCpuMs: null,
  postgresBytes: null,
  putsAPhoto: null,
  imageBytes: null,
  jpegBytes: null,
}

/** Of a hundred viewers so many take AVIF, WebP and nothing but JPEG: an assumption, close to what browsers in use can show. */
export const formatShares = { AVIF: 0.93, WEBP: 0.04, JPEG: 0.03 } as const

const value = (name: keyof typeof measured) => measured[name].value

/** Halide's own. A copy lies in each of two regions; the store's own copies within a region are in its price. */
export const ownFigures: Figures = {
  renditionBytes: value('renditionBytes'),
  copies: 2,
  photoSeconds: value('photoCpuSeconds'),
  headroom: 0.5,
  feedBytes: value('feedBytes'),
  redisOverhead: 0.5,
  feedWriteMicroseconds: value('feedWriteMicroseconds'),
  requestCpuMs: value('requestCpuMs'),
  postgresBytes: {
    user: value('userRowBytes'),
    post: value('postRowBytes'),
    follow: value('followRowBytes'),
    like: value('likeRowBytes'),
  },
  putsAPhoto: 2 * (1 + 9),
  imageBytes:
    formatShares.AVIF * value('mediumAvifBytes') +
    formatShares.WEBP * value('mediumWebpBytes') +
    formatShares.JPEG * value('mediumJpegBytes'),
  jpegBytes: value('mediumJpegBytes'),
}
