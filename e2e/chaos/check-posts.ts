import { decodeId } from '@halide/schema/ids.ts'
import type { Book } from './book.ts'
import type { Finding } from './check.ts'
import type { ChaosCluster } from './cluster.ts'

interface PostRow {
  id: string
  caption: string
  status: string
  deleted: boolean
}

/** Every acknowledged post is there once and READY, every deletion holds, likes are exact, and no work is left. */
export async function checkPosts(cluster: ChaosCluster, book: Book): Promise<Finding[]> {
  return [...(await checkRows(cluster, book)), ...(await checkLikes(cluster, book)), ...(await checkJobs(cluster))]
}

async function checkRows({ sql }: ChaosCluster, { entries }: Book): Promise<Finding[]> {
  const rows = await sql<PostRow>(
    'select id, caption, status::text, deleted_at is not null as deleted from posts order by id',
  )
  const byCaption = Map.groupBy(rows, ({ caption }) => caption)
  const findings: Finding[] = []
  for (const { key, postId, deletion } of entries) {
    const found = byCaption.get(key) ?? []
    if (found.length > 1) findings.push({ kind: 'doubled', what: `${key}: ${found.map(({ id }) => id)}` })
    if (!postId) continue
    const post = found.find(({ id }) => id === String(decodeId('post', postId)))
    if (!post) findings.push({ kind: 'lost', what: `post ${postId} of ${key}` })
    else if (post.deleted !== (deletion === 'acknowledged') && deletion !== 'asked') {
      findings.push({ kind: 'misdeleted', what: `${key}: deleted is ${post.deleted}` })
    }
  }
  for (const { caption, status, deleted } of rows) {
    if (status !== 'READY' && !deleted) findings.push({ kind: 'unpublished', what: `${caption} is ${status}` })
  }
  return findings
}

async function checkLikes({ sql }: ChaosCluster, { likes }: Book): Promise<Finding[]> {
  const rows = await sql<{ post_id: string; user_id: string }>('select post_id, user_id from likes')
  const there = new Set(rows.map(({ post_id, user_id }) => `${post_id} ${user_id}`))
  const told = new Set(
    [...likes].map((like) => {
      const [post, user] = like.split(' ') as [string, string]
      return `${decodeId('post', post)} ${decodeId('user', user)}`
    }),
  )
  const differing = [...new Set([...told, ...there])].filter((like) => told.has(like) !== there.has(like))
  const miscounted = await sql<{ post_id: string }>(`
    select post_id from (select post_id, sum(likes) as counted from post_counters group by post_id) as counters
    full join (select post_id, count(*) as there from likes group by post_id) as likes using (post_id)
    where coalesce(counted, 0) <> coalesce(there, 0)`)
  return [
    ...differing.map((like): Finding => ({ kind: 'miscounted', what: `like ${like}: told ${told.has(like)}` })),
    ...miscounted.map(({ post_id }): Finding => ({ kind: 'miscounted', what: `the counter of post ${post_id}` })),
  ]
}

/**
 * Of a job's row: to be done. The later purges of a deleted post are set for their time, and what runs again and again comes again, or has
 * just begun.
 */
export const isLeft = `not (task_identifier = 'purge_post' and attempts = 0 and run_at > now())
  and not (task_identifier = 'replicate_objects' and (attempts = 0
    or attempts = 1 and last_error is null and locked_at > now() - interval '10 seconds'))
  and (key is null or key not like '%:by_the_clock' or last_error is not null)`

async function checkJobs({ sql }: ChaosCluster): Promise<Finding[]> {
  const rows = await sql<{ task: string; attempts: number; error: string | null; locked_by: string | null }>(`
    select task_identifier as task, attempts, last_error as error, locked_by from graphile_worker.jobs
    where ${isLeft}
    union all select name, attempts, code || ': ' || message, 'the quarantine'
    from quarantined_jobs where released_at is null`)
  return rows.map(({ task, attempts, error, locked_by }) => ({
    kind: 'unfinished',
    what: `${task} after ${attempts} attempts, locked by ${locked_by}: ${error?.slice(0, 200)}`,
  }))
}
