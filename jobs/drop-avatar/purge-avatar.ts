import { avatarPath } from '@halide/schema/image-paths.ts'
import { type AvatarSize, avatarSizes, type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import { z } from 'zod'
import { defineJob, idInPayload } from '../kit.ts'

/** Takes every address of an account's picture out of the CDN. */
export const purgeAvatar = defineJob({
  name: 'purge_avatar',
  what: 'The CDN forgets its addresses.',
  payload: z.object({ avatarId: idInPayload, round: z.int() }),
  key: ({ avatarId, round }) => `${avatarId}:${round}`,
  lane: 'publish',
  retry: { attempts: 12 },
  run: ({ avatarId }, { cdn, signal }) => cdn.purge(avatarPathsOf(avatarId), signal),
})

/** Each size, in each format and the negotiated one. */
export function avatarPathsOf(avatarId: bigint): string[] {
  const sizes = Object.keys(avatarSizes) as AvatarSize[]
  const formats = [...(Object.keys(renditionFormats) as RenditionFormat[]), null]
  return sizes.flatMap((size) => formats.map((format) => avatarPath({ avatarId, size, format })))
}
