import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PhotoFile } from '@halide/local/client.ts'
import { makePhoto } from '@halide/local/demo-photos/make-photo.ts'

/** A folder of real photographs beside the project, where somebody has one. */
const realPhotos = new URL('../../shared/photos/', import.meta.url)
const heicSample = new URL('../jobs/process-photo/samples/quadrants-p3-on-its-side.heic', import.meta.url)

/** A phone's photo: 12 megapixels, with an EXIF block. A real one where there is one. */
export async function phonePhoto(): Promise<PhotoFile & { name: string }> {
  const real = realPhoto('HMD_Nokia_8.3_5G.jpg')
  if (real) return { ...real, contentType: 'image/jpeg' }
  const bytes = await makePhoto({ scene: 'mountains', seed: 1, width: 3000, height: 4000, orientation: 6 })
  return { name: 'a made photo', bytes, contentType: 'image/jpeg' }
}

/** A photo of a phone held upright: its pixels lie on their side, and EXIF says so; it also says where it was taken. */
export async function sidewaysPhoto(): Promise<PhotoFile> {
  return {
    bytes: await makePhoto({ scene: 'city', seed: 2, width: 1200, height: 1600, orientation: 6 }),
    contentType: 'image/jpeg',
  }
}

export function heicPhoto(): PhotoFile & { name: string } {
  const real = realPhoto('HMD_Nokia_8.3_5G.heif')
  return { ...(real ?? { name: 'a small HEIC', bytes: readFileSync(heicSample) }), contentType: 'image/heic' }
}

/** Small and quick to process; another seed is another picture. */
export async function smallPhoto(seed: number): Promise<PhotoFile> {
  return { bytes: await makePhoto({ scene: 'mosaic', seed, width: 320, height: 240 }), contentType: 'image/jpeg' }
}

/** The first half of a photo. */
export async function tornPhoto(): Promise<PhotoFile> {
  const { bytes, contentType } = await smallPhoto(3)
  return { bytes: bytes.subarray(0, bytes.length / 2), contentType }
}

function realPhoto(name: string): { name: string; bytes: Buffer } | null {
  const url = new URL(name, realPhotos)
  return existsSync(url) ? { name: fileURLToPath(url).split('/').at(-1)!, bytes: readFileSync(url) } : null
}
