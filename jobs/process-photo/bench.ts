/**
 * What a photo costs: `node jobs/process-photo/bench.ts [photo]`. Prints the CPU time of a whole render beside the sum of sharp's own stages run
 * alone (the floor), then how many photos a second the pool renders on all cores. Without an argument it makes a 12 MP photo of noise and waves.
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import sharp from 'sharp'
import { decodePhoto } from './decode.ts'
import { fromPixels, type Pixels, toPixels } from './pixels.ts'
import { placeholderOf } from './placeholder.ts'
import { renderPhoto } from './render.ts'
import { startRenderer } from './renderer.ts'
import { decodeLimits, encoders } from './settings.ts'

const rounds = 7

/** A photo-like original: soft shapes, some grain, 4000 by 3000. */
async function madePhoto(): Promise<Buffer> {
  const grain = sharp({
    create: { width: 500, height: 375, channels: 3, background: 'grey', noise: { type: 'gaussian', sigma: 60 } },
  })
  return sharp(await grain.blur(3).png().toBuffer())
    .resize(4000, 3000, { kernel: 'cubic' })
    .jpeg({ quality: 92 })
    .toBuffer()
}

/** The median of several runs, after one to warm up: CPU milliseconds of all threads, and wall milliseconds. */
async function measure(work: () => Promise<unknown>): Promise<{ cpu: number; wall: number }> {
  await work()
  const runs: { cpu: number; wall: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()]
    await work()
    const { user, system } = process.cpuUsage(cpu)
    runs.push({ cpu: (user + system) / 1000, wall: performance.now() - wall })
  }
  const median = (pick: 'cpu' | 'wall') => runs.map((run) => run[pick]).sort((a, b) => a - b)[rounds >> 1] ?? 0
  return { cpu: median('cpu'), wall: median('wall') }
}

const input = process.argv[2] ? readFileSync(process.argv[2]) : await madePhoto()
const { format, width, height, pixels: large } = await decodePhoto(input, 1080, decodeLimits)
console.log(`${format} ${width}x${height}, ${(input.length / 1e6).toFixed(1)} MB, ${availableParallelism()} cores`)

const medium = await toPixels(fromPixels(large).resize(640, 640, { fit: 'inside' }))
const square = await toPixels(fromPixels(medium).resize(150, 150, { fit: 'cover' }))
const { JPEG, WEBP, AVIF } = encoders.normal
const decode = () =>
  format === 'HEIC'
    ? decodePhoto(input, 1080, decodeLimits)
    : sharp(input).resize(1080, 1080, { fit: 'inside' }).raw().toBuffer()
const stages: [string, () => Promise<unknown>][] = [
  ['decode to 1080', decode],
  ['640 from that', () => fromPixels(large).resize(640, 640, { fit: 'inside' }).raw().toBuffer()],
  ['150 from that', () => fromPixels(medium).resize(150, 150, { fit: 'cover' }).raw().toBuffer()],
  ['placeholder', () => placeholderOf(medium)],
]
for (const [name, pixels] of Object.entries({ LARGE: large, MEDIUM: medium, THUMBNAIL: square } satisfies Record<
  string,
  Pixels
>)) {
  stages.push(
    [`${name} AVIF`, () => fromPixels(pixels).avif(AVIF).toBuffer()],
    [`${name} WEBP`, () => fromPixels(pixels).webp(WEBP).toBuffer()],
    [`${name} JPEG`, () => fromPixels(pixels).jpeg(JPEG).toBuffer()],
  )
}

let floor = 0
for (const [name, work] of stages) {
  const { cpu } = await measure(work)
  floor += cpu
  console.log(`  ${name.padEnd(16)} ${cpu.toFixed(1).padStart(7)} ms CPU`)
}
const whole = await measure(() => renderPhoto(input))
console.log(`stages alone     ${floor.toFixed(0).padStart(7)} ms CPU`)
console.log(`whole render     ${whole.cpu.toFixed(0).padStart(7)} ms CPU, ${whole.wall.toFixed(0)} ms wall`)
console.log(`ratio            ${(whole.cpu / floor).toFixed(2).padStart(7)}`)

const renderer = startRenderer()
const first = performance.now()
await renderer.render(input)
console.log(`first photo      ${(performance.now() - first).toFixed(0).padStart(7)} ms wall, from a standing start`)
const alone = await measure(() => renderer.render(input))
console.log(`one at a time    ${alone.wall.toFixed(0).padStart(7)} ms wall, through the pool`)
const photos = 24
const start = performance.now()
await Promise.all(Array.from({ length: photos }, () => renderer.render(input)))
console.log(`all cores        ${((photos * 1000) / (performance.now() - start)).toFixed(1).padStart(7)} photos/s`)
await renderer.stop()
