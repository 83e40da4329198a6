import pg from 'pg'
import type { FaultProxy } from '../chaos/proxy.ts'

/**
 * What a kind of job cannot do without: a table; what deletes from a table, where everybody else needs it too; or the CDN. While it
 * is held the job hangs, and while it is away the job fails.
 */
type Need = { table: string } | { deletesFrom: string } | 'cdn'

const table = (name: string): Need => ({ table: name })

export const needs: Readonly<Record<string, Need>> = {
  process_photo: table('renditions'),
  fan_out_post: table('follows'),
  fan_out_batch: table('follows'),
  prewarm_post: table('photos'),
  make_viral: table('posts'),
  notify_followers: table('notifications'),
  refresh_feed: table('follows'),
  notify_followed: table('notifications'),
  move_celebrity: table('follows'),
  mark_followers: table('follows'),
  retract_post: table('follows'),
  purge_post: 'cdn',
  process_avatar: table('avatar_renditions'),
  drop_avatar: table('avatar_renditions'),
  purge_avatar: 'cdn',
  thaw_original: table('photos'),
  purge_author: 'cdn',
  export_data: table('data_export_parts'),
  expire_exports: table('data_export_parts'),
  withdraw_account: table('likes'),
  destroy_accounts: table('users'),
  destroy_account: table('likes'),
  drain_buffer: table('buffered_objects'),
  replicate_objects: table('objects'),
  end_stories: table('stories'),
  sweep_uploads: table('uploads'),
  sweep_objects: table('objects'),
  hard_delete_posts: table('posts'),
  hard_delete_post: table('photos'),
  forget_post: table('saves'),
  tier_storage: table('objects'),
  measure_storage: table('storage_reports'),
  check_integrity_sample: table('integrity_passes'),
  check_integrity_all: table('integrity_passes'),
  purge_edition: 'cdn',
  find_orphans: table('orphan_walks'),
  repair_object: table('objects'),
  repay_quality: table('quality_debts'),
  check_feeds: table('sessions'),
  warm_feeds: table('sessions'),
  fold_views: table('post_view_batches'),
  reconcile_counters: table('counter_walks'),
  push_notifications: table('notifications'),
  snapshot_redis: table('redis_snapshots'),
  sweep_sessions: table('sessions'),
  sweep_notifications: table('notifications'),
  sweep_quarantine: { deletesFrom: 'job_runs' },
  tag_posts: table('posts'),
  rank_explore: table('explore_generations'),
}

export type Undo = () => Promise<void>

export interface Troubles {
  /** Has the job hang that needs it, until it is undone. */
  hold(need: Need): Promise<Undo>
  /** Has it fail. */
  takeAway(need: Need): Promise<Undo>
}

export function createTroubles(databaseUrl: string, cdn: FaultProxy): Troubles {
  const connect = async () => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    return client
  }
  const once = async (...statements: string[]) => {
    const client = await connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  const be = async (mode: 'black_hole' | 'down'): Promise<Undo> => {
    await cdn.be({ kind: mode })
    return () => cdn.be({ kind: 'pass' })
  }
  /** Before each DELETE from a table, whatever it deletes. */
  const beforeDeletes = async (name: string, act: string): Promise<Undo> => {
    await once(
      `create function drill_before_delete() returns trigger language plpgsql as $$ begin ${act} return null; end $$`,
      `create trigger drill before delete on ${name} for each statement execute function drill_before_delete()`,
    )
    return () => once(`drop function drill_before_delete cascade`)
  }

  return {
    async hold(need) {
      if (need === 'cdn') return be('black_hole')
      const holder = await connect()
      if ('table' in need) {
        await holder.query(`begin; lock table ${need.table} in access exclusive mode`)
        return () => holder.end()
      }
      await holder.query('select pg_advisory_lock(1)')
      const undo = await beforeDeletes(need.deletesFrom, 'perform pg_advisory_xact_lock(1);')
      return async () => {
        await holder.end()
        await undo()
      }
    },
    async takeAway(need) {
      if (need === 'cdn') return be('down')
      if ('deletesFrom' in need)
        return beforeDeletes(need.deletesFrom, `raise exception 'nothing is deleted from ${need.deletesFrom} now';`)
      await once(`alter table ${need.table} rename to ${need.table}_away`)
      return () => once(`alter table ${need.table}_away rename to ${need.table}`)
    },
  }
}
