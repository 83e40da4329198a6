import { decodeId, encodeId } from './ids.ts'
import {
  type AvatarSize,
  avatarSizes,
  type RenditionFormat,
  type RenditionSize,
  renditionFormats,
  renditionSizes,
} from './renditions.ts'

/** What an image path of the media door names. Without a format the door picks the best one by `Accept`. */
export interface ImagePath {
  photoId: bigint
  edition: number
  size: RenditionSize
  format: RenditionFormat | null
}

/** `/photos/photo_3kf9/1/large.avif`, or `/photos/photo_3kf9/1/large` for the negotiated one. */
export function imagePath({ photoId, edition, size, format }: ImagePath): string {
  const extension = format ? `.${renditionFormats[format].extension}` : ''
  return `/photos/${encodeId('photo', photoId)}/${edition}/${size.toLowerCase()}${extension}`
}

/** Where the same image lies for who has a ticket to it: caches before the media door do not keep what is below `/private/`. */
export function privateImagePath(image: ImagePath, ticket: string): string {
  return `/private/${ticket}${imagePath(image)}`
}

/** The ticket and the image path in a path of `privateImagePath`; null when it is none. */
export function splitPrivatePath(path: string): { ticket: string; imagePath: string } | null {
  const [, ticket, imagePath] = /^\/private\/([\w.-]{1,300})(\/photos\/.+)$/.exec(path) ?? []
  return ticket && imagePath ? { ticket, imagePath } : null
}

/** What a path names, or null when it is no image path. One image has one path: a cache could not purge what it holds under another. */
export function parseImagePath(path: string): ImagePath | null {
  const [, photo, edition, name, extension] =
    /^\/photos\/([^/]+)\/([1-9]\d{0,5})\/([a-z]+)(?:\.([a-z]+))?$/.exec(path) ?? []
  const photoId = photo ? decodeId('photo', photo) : null
  const size = name?.toUpperCase()
  if (photoId === null || !size || !isSize(size)) return null
  if (extension === undefined) return { photoId, edition: Number(edition), size, format: null }
  const format = formatsByExtension.get(extension)
  return format ? { photoId, edition: Number(edition), size, format } : null
}

/** What the path of an account's picture names. */
export interface AvatarPath {
  avatarId: bigint
  size: AvatarSize
  format: RenditionFormat | null
}

/** `/avatars/avatar_3kf9/large.avif`, or `/avatars/avatar_3kf9/large` for the negotiated one. */
export function avatarPath({ avatarId, size, format }: AvatarPath): string {
  const extension = format ? `.${renditionFormats[format].extension}` : ''
  return `/avatars/${encodeId('avatar', avatarId)}/${size.toLowerCase()}${extension}`
}

/** What a path names, or null when it is none of an account's picture. */
export function parseAvatarPath(path: string): AvatarPath | null {
  const [, avatar, name, extension] = /^\/avatars\/([^/]+)\/([a-z]+)(?:\.([a-z]+))?$/.exec(path) ?? []
  const avatarId = avatar ? decodeId('avatar', avatar) : null
  const size = name?.toUpperCase()
  if (avatarId === null || !size || !Object.hasOwn(avatarSizes, size)) return null
  const format = extension === undefined ? null : formatsByExtension.get(extension)
  return format === undefined ? null : { avatarId, size: size as AvatarSize, format }
}

const formatsByExtension = new Map<string, RenditionFormat>(
  Object.entries(renditionFormats).map(([format, { extension }]) => [extension, format as RenditionFormat]),
)

function isSize(text: string): text is RenditionSize {
  return Object.hasOwn(renditionSizes, text)
}
