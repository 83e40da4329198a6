import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { PhotoFile } from '../client.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
}

/** Names of the photos in a folder, sorted. Throws when there is none. */
export function listPhotos(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => extname(name).toLowerCase() in contentTypes)
  if (names.length === 0)
    throw new Error(`There is no photo in ${folder} (looked for ${Object.keys(contentTypes).join(' ')})`)
  return names.sort().map((name) => join(folder, name))
}

export function readPhoto(path: string): PhotoFile {
  return { bytes: readFileSync(path), contentType: contentTypes[extname(path).toLowerCase()]! }
}
