import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { decodePhoto } from '@halide/jobs/process-photo/decode.ts'
import { orient } from '@halide/jobs/process-photo/orient.ts'
import { fromPixels, type Pixels, toPixels } from '@halide/jobs/process-photo/pixels.ts'
import { renderPhoto } from '@halide/jobs/process-photo/render.ts'
import { startRenderer } from '@halide/jobs/process-photo/renderer.ts'
import { decodeLimits, encoders } from '@halide/jobs/process-photo/settings.ts'
import { encode } from 'blurhash'
import pMap from 'p-map'
import sharp, { type ResizeOptions, type Sharp } from 'sharp'
import { phonePhoto, smallPhoto } from '../photos.ts'
import type { Bench } from './finding.ts'
import { inTurns } from './in-turns.ts'
import { processQueue } from './photo-queue.ts'

// What a photo costs, from its bytes to nine renditions and a blurhash, beside the sum of the library's own stages, each run alone; how many
// photos a second the pool renders on all cores, beside a decode for each rendition; and how busy the cores are over a queue of photos.
// `PHOTO=FILE npm run bench -- photo` takes a JPEG of one's own.

const cores = availableParallelism()
const { JPEG, WEBP, AVIF } = encoders.normal
const sizes: ResizeOptions[] = [
  { width: 1080, height: 1080, fit: 'inside', withoutEnlargement: true },
  { width: 640, height: 640, fit: 'inside', withoutEnlargement: true },
  { width: 150, height: 150, fit: 'cover' },
]
const tiny: ResizeOptions = { width: 32, height: 32, fit: 'inside', withoutEnlargement: true }
const encodings: ((picture: Sharp) => Promise<Buffer>)[] = [
  (picture) => picture.avif(AVIF).toBuffer(),
  (picture) => picture.webp(WEBP).toBuffer(),
  (picture) => picture.jpeg(JPEG).toBuffer(),
]

const bench: Bench = async ({ short, say }) => {
  const input = await photoToMeasure(short)
  const { width, height, format } = await sharp(input).metadata()
  const megapixels = ((width * height) / 1e6).toFixed(1)
  say(`${format} ${width}x${height}, ${(input.length / 1e6).toFixed(1)} MB, ${cores} cores`)

  const stages = Object.entries(await stagesOf(input)).map(([name, work]) => [name, () => cpuSecondsOf(work)])
  const { whole = 0, ...alone } = await inTurns(short ? 1 : 9, {
    ...Object.fromEntries(stages),
    whole: () => cpuSecondsOf(() => renderPhoto(input)),
  })
  for (const [name, seconds] of Object.entries(alone)) say(`${name.padEnd(14)} ${(seconds * 1_000).toFixed(1)} ms CPU`)
  const sum = Object.values(alone).reduce((total, seconds) => total + seconds, 0)

  const renderer = startRenderer()
  const photos = short ? cores : 6 * cores
  const rates = await inTurns(short ? 1 : 5, {
    pooled: () => rateOf(() => renderer.render(input), photos),
    separate: () => rateOf(() => decodeForEach(input), photos),
  })
  await renderer.stop()

  const images = { what: `images of ${megapixels} MP with ${cores} cores`, value: rates.pooled, unit: 'a second' }
  return [
    {
      what: `a photo of ${megapixels} MP to nine renditions and hash`,
      value: whole,
      unit: 's of CPU',
      against: 'the library’s stages run alone, one decode',
      peer: sum,
      goal: { most: 1.1 },
    },
    { ...images, against: 'a decode for each rendition', peer: rates.separate, goal: { least: 2.2 } },
    { ...images, against: 'cores ÷ the sum of the stages', peer: cores / sum, goal: { least: 0.9 } },
    ...(await processQueue(short ? 4 : 100, input, say)),
  ]
}
export default bench

async function photoToMeasure(short: boolean): Promise<Buffer> {
  if (process.env.PHOTO) return readFileSync(process.env.PHOTO)
  // A made photo begins as a drawing, which is nothing to be decoded of a stranger's.
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] })
  return (await (short ? smallPhoto(1) : phonePhoto())).bytes
}

/** What cannot be left out, as calls of libraries alone; each begins with the pixels that the one before leaves. */
async function stagesOf(input: Buffer): Promise<Record<string, () => Promise<unknown>>> {
  const { orientation = 1 } = await sharp(input).metadata()
  const lying = await toPixels(sharp(input).resize(sizes[0]!))
  const { pixels: large } = await decodePhoto(input, 1080, decodeLimits)
  const medium = await toPixels(fromPixels(large).resize(sizes[1]!))
  const square = await toPixels(fromPixels(medium).resize(sizes[2]!))
  const dot = await toPixels(fromPixels(medium).resize(tiny))
  const pictures: [string, Pixels][] = [
    ['1080', large],
    ['640', medium],
    ['150', square],
  ]
  return {
    'decode to 1080': () => sharp(input).resize(sizes[0]!).raw().toBuffer(),
    ...(orientation > 1 && { 'turn upright': () => orient(fromPixels(lying), orientation).raw().toBuffer() }),
    '640 from 1080': () => fromPixels(large).resize(sizes[1]!).raw().toBuffer(),
    '150 from 640': () => fromPixels(medium).resize(sizes[2]!).raw().toBuffer(),
    '32 from 640': () => fromPixels(medium).resize(tiny).raw().toBuffer(),
    blurhash: async () => blurhashOf(dot),
    ...Object.fromEntries(
      pictures.flatMap(([size, pixels]) =>
        encodings.map((encoding, at) => [
          `${size} ${['AVIF', 'WebP', 'JPEG'][at]}`,
          () => encoding(fromPixels(pixels)),
        ]),
      ),
    ),
  }
}

function blurhashOf({ data, width, height }: Pixels): string {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++) rgba.set(data.subarray(at * 3, at * 3 + 3), at * 4)
  return encode(rgba, width, height, 4, 3)
}

/** What one writes without thinking: a pipeline from the original's bytes for each file, with the very same settings of the encoders. */
async function decodeForEach(input: Buffer): Promise<void> {
  const files = sizes.flatMap((size) => encodings.map((encoding) => encoding(sharp(input).autoOrient().resize(size))))
  const dot = toPixels(sharp(input).autoOrient().resize(tiny)).then(blurhashOf)
  await Promise.all([...files, dot])
}

/** Of all threads of this process. */
async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** How many a second, with all cores at it. */
async function rateOf(work: () => Promise<unknown>, count: number): Promise<number> {
  const start = performance.now()
  await pMap(Array(count).keys(), work, { concurrency: cores })
  return (count / (performance.now() - start)) * 1_000
}
