import { type SqlPart, sql, type UserDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { UserParent } from './parents.ts'
import { relationColumns } from './relations.ts'

/** What is shown of an account, of a row that is named `person`. */
export const userColumns = sql`person.id, person.handle, person.display_name as "displayName", person.bio,
  person.created_at as "createdAt", person.private_since is not null as "isPrivate"`

/** The accounts that a viewer may see, as `person`: what every path to one reads from in place of the table. */
export function visibleUsers(viewer: Viewer | null): SqlPart {
  return sql`visible_users(${viewer?.userId ?? null}::bigint) as person`
}

/** Those of the accounts which a condition names that the viewer may see, with how the viewer stands to them. */
export function findUsers(db: UserDb, which: SqlPart, viewer: Viewer | null): Promise<UserParent[]> {
  return db.$read`select ${userColumns}, ${relationColumns(viewer)} from ${visibleUsers(viewer)} where ${which}`
}
