import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encodeId, timeOfId } from '@halide/schema/ids.ts'
import { imagePath } from '@halide/schema/image-paths.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { unpack } from '@halide/timeline/value.ts'
import { Redis } from 'ioredis'
import pg from 'pg'

// A page of full cards as one would write it who has this page to serve and nothing else: one call to Redis and three prepared statements, in
// one process, by the same rules of who sees what. No schema, no loaders, no token is verified.

interface Settings {
  databaseUrl: string
  redisUrl: string
  viewerId: string
  mediaUrl: string
  first: number
}

process.once('disconnect', () => process.exit())
const [settings] = (await once(process, 'message')) as [Settings]
const { viewerId, mediaUrl, first } = settings
const redis = new Redis(settings.redisUrl)
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 8 })

const posts = {
  name: 'posts',
  text: `select p.id, p.caption, p.position, p.author_id, person.handle, person.display_name
    from listed_posts($1::bigint) p
    join follows f on f.follower_id = $1::bigint and f.followee_id = p.author_id
    join users person on person.id = p.author_id
    where p.position = any($2::bigint[]) and p.status = 'READY' order by p.position desc limit $3`,
}
const photos = {
  name: 'photos',
  text: `select photos.id, post_id, alt_text, blurhash, photos.edition, photos.width, photos.height, made.width image_width, made.height image_height
    from photos left join renditions made
      on made.photo_id = photos.id and made.edition = photos.edition and size = 'LARGE' and format = 'JPEG'
    where post_id = any($1::bigint[]) order by post_id, ordinal`,
}
const talk = {
  name: 'talk',
  text: `select post.id,
      (select sum(likes)::int from post_counters where post_id = post.id) likes,
      (select sum(comments)::int from post_counters where post_id = post.id) comments,
      exists (select from likes where post_id = post.id and user_id = $1::bigint) liked,
      (select json_agg(latest) from (
        select c.text, c.created_at, person.handle from visible_comments($1::bigint) c join users person on person.id = c.author_id
        where c.post_id = post.id and c.thread_id is null order by c.id desc limit 2) latest) latest
    from unnest($2::bigint[]) post (id)`,
}

async function page(): Promise<object> {
  const feed = unpack(Buffer.concat(await redis.lrangeBuffer(redisKeys.feed(BigInt(viewerId)), 0, -1)))
  const positions = (feed?.positions ?? []).slice(0, first + 5)
  const { rows } = await pool.query({ ...posts, values: [viewerId, positions, first + 1] })
  const shown = rows.slice(0, first)
  const ids = shown.map(({ id }) => id)
  const [photoRows, talkRows] = await Promise.all([
    pool.query({ ...photos, values: [ids] }),
    pool.query({ ...talk, values: [viewerId, ids] }),
  ])
  const photosOf = Map.groupBy(photoRows.rows, ({ post_id }) => post_id)
  const talkOf = new Map(talkRows.rows.map((row) => [row.id, row]))
  const edges = shown.map((post) => cardOf(post, photosOf.get(post.id) ?? [], talkOf.get(post.id)))
  const pageInfo = { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null }
  return { data: { homeFeed: { edges, pageInfo } } }
}

// biome-ignore lint/suspicious/noExplicitAny: rows as pg answers them
type Row = any

function cardOf(post: Row, photosOfPost: Row[], { likes, comments, liked, latest }: Row) {
  return {
    cursor: cursorOf(BigInt(post.position)),
    node: {
      id: encodeId('post', BigInt(post.id)),
      caption: post.caption,
      publishedAt: new Date(timeOfId(BigInt(post.position))).toISOString(),
      author: {
        id: encodeId('user', BigInt(post.author_id)),
        handle: post.handle,
        displayName: post.display_name,
        viewerIsFollowing: true,
      },
      photos: photosOfPost.map((photo) => {
        const image = { photoId: BigInt(photo.id), edition: photo.edition, size: 'LARGE' as const }
        return {
          altText: photo.alt_text,
          blurhash: photo.blurhash,
          width: photo.width,
          height: photo.height,
          image: {
            url: mediaUrl + imagePath({ ...image, format: null }),
            width: photo.image_width,
            height: photo.image_height,
            avif: mediaUrl + imagePath({ ...image, format: 'AVIF' }),
          },
        }
      }),
      likeCount: likes ?? 0,
      commentCount: comments ?? 0,
      viewerHasLiked: liked,
      comments: {
        edges: (latest ?? []).map(({ text, created_at, handle }: Row) => ({
          node: { text, createdAt: new Date(created_at).toISOString(), author: { handle } },
        })),
      },
    },
  }
}

function cursorOf(position: bigint): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(position)
  return bytes.toString('base64url')
}

const server = createServer(async (request, response) => {
  await request.toArray()
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await page()))
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
)
