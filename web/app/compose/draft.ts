import { newKey } from '../api/keys.ts'
import type { PhotoFilter } from '../operations.gen.ts'

/** Where one photo of a draft is on its way. */
export type Progress =
  | { step: 'chosen' }
  | { step: 'checking' }
  | { step: 'sending'; share: number }
  | { step: 'stored' }
  | { step: 'failed'; message: string }

export interface DraftPhoto {
  /** Names it in the page, and its upload to Halide: sent again it is the same one. */
  key: string
  file: File
  contentType: string
  /** To look at it before it is sent. */
  preview: string
  altText: string
  filter: PhotoFilter | null
  progress: Progress
  /** Once it was asked for. */
  upload?: { id: string; postId: string }
}

export const maxPhotos = 10
export const filters: readonly PhotoFilter[] = [
  'CLARENDON',
  'GINGHAM',
  'JUNO',
  'LARK',
  'MOON',
  'NASHVILLE',
  'REYES',
  'VALENCIA',
]

/** What browsers do not name, by the end of the file's name. */
const byExtension: Record<string, string> = {
  heic: 'image/heic',
  heif: 'image/heif',
  avif: 'image/avif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
}

export const accepted =
  'image/jpeg,image/png,image/webp,image/gif,image/avif,image/tiff,image/heic,image/heif,.heic,.heif'

export function contentTypeOf(file: File): string {
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  return file.type || byExtension[extension] || 'application/octet-stream'
}

export function draftPhoto(file: File): DraftPhoto {
  return {
    key: newKey(),
    file,
    contentType: contentTypeOf(file),
    preview: URL.createObjectURL(file),
    altText: '',
    filter: null,
    progress: { step: 'chosen' },
  }
}

/** The list with one photo a place further to the front or the back. */
export function moved(photos: readonly DraftPhoto[], key: string, by: -1 | 1): DraftPhoto[] {
  const from = photos.findIndex((photo) => photo.key === key)
  const to = from + by
  if (from < 0 || to < 0 || to >= photos.length) return [...photos]
  const next = [...photos]
  const [photo] = next.splice(from, 1)
  next.splice(to, 0, photo!)
  return next
}
