import { createHash } from 'node:crypto'
import { makePhoto } from '@halide/local/demo-photos/make-photo.ts'

export type PhotoMaker = (text: string) => { bytes: Buffer; md5: string }

/** Edges of the pictures: JPEGs of about 4 to 60 KB. */
const sizes = [100, 160, 240, 320, 400]

/** Makes JPEGs that differ in every one, cheaply: a few pictures, each with a comment of its own. */
export async function photoMaker(): Promise<PhotoMaker> {
  const pictures = await Promise.all(
    sizes.map((edge, seed) => makePhoto({ scene: 'mosaic', seed, width: edge, height: edge })),
  )
  let made = 0
  return (text) => {
    const picture = pictures[made++ % pictures.length]!
    const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]) // COM, and its length with itself
    const bytes = Buffer.concat([picture.subarray(0, 2), head, Buffer.from(text, 'latin1'), picture.subarray(2)])
    return { bytes, md5: createHash('md5').update(bytes).digest('hex') }
  }
}
