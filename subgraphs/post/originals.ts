import { enqueue } from '@halide/jobs/kit.ts'
import { thawOriginal } from '@halide/jobs/thaw-original/job.ts'
import { originalAddress } from '@halide/schema/original-ticket.ts'
import { refuse, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { PostDeps } from './context.ts'
import type { OriginalPhotoParent } from './parents.ts'

/** Milliseconds in which a download must begin. */
const ticketLifetimeMs = 600_000

/** A thaw is paid for: a page of posts must not begin hundreds of them unnoticed. */
const mostThawsAtOnce = 10

interface OriginalRow {
  photoId: bigint
  byteSize: number
  contentType: string
  isReadable: boolean
  /** When a thaw under way should be through. */
  thawReadyAt: Date | null
}

/** The originals of those photos that are the viewer's own. What is archived begins to be thawed, once, however often it is asked for. */
export async function findOriginals(
  deps: Pick<PostDeps, 'db' | 'mediaUrl' | 'uploadSecret' | 'thawMinutes'>,
  photoIds: readonly bigint[],
  { userId }: Viewer,
): Promise<OriginalPhotoParent[]> {
  const rows = await deps.db.$queryRaw<OriginalRow[]>`
    select photos.id as "photoId", uploads.byte_size as "byteSize", uploads.content_type as "contentType",
      storage_class not in ('GLACIER', 'DEEP_ARCHIVE') or coalesce(thawed_until > now(), false) as "isReadable",
      case when thaw_ready_at > now() then thaw_ready_at end as "thawReadyAt"
    from photos join posts on posts.id = photos.post_id join uploads on uploads.id = upload_id
    join objects on objects.key = original_key and objects.state = 'LIVE'
    where photos.id = any(${[...photoIds]}::bigint[]) and posts.author_id = ${userId} and posts.deleted_at is null`
  const asleep = rows.filter(({ isReadable, thawReadyAt }) => !isReadable && !thawReadyAt)
  if (asleep.length > mostThawsAtOnce) {
    refuse('BAD_USER_INPUT', `Up to ${mostThawsAtOnce} originals can be brought back from the archive at once.`)
  }
  for (const { photoId } of asleep) await enqueue(deps.db, thawOriginal, { photoId })
  return rows.map((row) => toOriginal(deps, row))
}

function toOriginal(
  { mediaUrl, uploadSecret, thawMinutes }: Pick<PostDeps, 'mediaUrl' | 'uploadSecret' | 'thawMinutes'>,
  { photoId, byteSize, contentType, isReadable, thawReadyAt }: OriginalRow,
): OriginalPhotoParent {
  const file = { photoId, byteSize, contentType }
  if (isReadable) {
    const url = mediaUrl + originalAddress(photoId, Date.now() + ticketLifetimeMs, uploadSecret)
    return { ...file, status: 'AVAILABLE', readyAt: null, url }
  }
  const readyAt = thawReadyAt ?? new Date(Date.now() + thawMinutes * 60_000)
  return { ...file, status: 'RESTORING', readyAt, url: null }
}
