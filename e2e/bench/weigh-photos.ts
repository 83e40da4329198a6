/**
 * What real photos cost and weigh: `node e2e/bench/weigh-photos.ts FOLDER`. Renders each photo of the folder that is large enough for
 * all three sizes, and prints the means: CPU seconds (of three renders the median), bytes of the original, and of each rendition.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rendition } from '@halide/jobs/process-photo/encode.ts'
import { renderPhoto } from '@halide/jobs/process-photo/render.ts'
import { renditionSizes } from '@halide/schema/renditions.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('expected a folder of photos')
const inputs = readdirSync(folder)
  .filter((name) => /\.(jpe?g|hei[cf]|png|webp|avif|tiff?)$/i.test(name))
  .map((name) => readFileSync(join(folder, name)))
const photos: { input: Buffer; renditions: Rendition[] }[] = []
for (const input of inputs) {
  const { width, height, renditions } = await renderPhoto(input)
  if (Math.max(width, height) >= renditionSizes.LARGE.edge) photos.push({ input, renditions })
}
const sums = new Map<string, number>()
const add = (name: string, value: number) => sums.set(name, (sums.get(name) ?? 0) + value / photos.length)

async function cpuSeconds(input: Buffer): Promise<number> {
  const before = process.cpuUsage()
  await renderPhoto(input)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

for (const { input, renditions } of photos) {
  const runs = [await cpuSeconds(input), await cpuSeconds(input), await cpuSeconds(input)].sort((a, b) => a - b)
  add('cpuSeconds', runs[1]!)
  add('original', input.length)
  for (const { size, format, bytes } of renditions) {
    add(`${size} ${format}`, bytes.length)
    add('all renditions', bytes.length)
  }
}
const rounded = [...sums].map(([name, value]) => [
  name,
  name === 'cpuSeconds' ? Number(value.toFixed(3)) : Math.round(value),
])
process.stdout.write(`${JSON.stringify({ photos: photos.length, ...Object.fromEntries(rounded) }, null, 2)}\n`)
