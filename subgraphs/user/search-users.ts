import type { UserDb } from '@halide/prisma/client.ts'
import { largestPage, refuse, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { ListedUser } from './follow-pages.ts'
import { userColumns, visibleUsers } from './visible-users.ts'

/** Code points of what is searched for; handles and names are shorter. */
const longestQuery = 100

/** Past the last text that begins so: the indexes are ordered by bytes. */
const lastCharacter = '\u{10ffff}'

/** As `search_form` of the migrations spells it: lower case, without accents. */
export function toSearchForm(query: string): string {
  const text = query.trim().replace(/^@/, '').replaceAll('\0', '')
  if ([...text].length > longestQuery) refuse('BAD_USER_INPUT', `Search for up to ${longestQuery} characters.`)
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
}

/**
 * Accounts whose handle or name is like a text, after the place `after` of all: the exact handle, then those that begin so, of both
 * the followed first, then by likeness. However many there are, some hundred are looked at: the first by handle and by name, those among
 * the latest 1,000 followed, and of three letters or more any that are alike.
 */
export function searchUsers(
  db: UserDb,
  query: string,
  limit: number,
  after: bigint | null,
  viewer: Viewer | null,
): Promise<ListedUser[]> {
  const viewerId = viewer?.userId ?? null
  const [from, to] = [query, query + lastCharacter]
  const within = `%${query.replace(/[\\%_]/g, '\\$&')}%`
  const fuzzy = [...query].length >= 3 ? 300 : 0
  return db.$queryRaw`
    with candidates as (
      (select id from users where handle = ${query})
      union
      (select id from users where handle collate "C" >= ${from} and handle collate "C" < ${to}
        order by handle collate "C" limit 100)
      union
      (select id from users
        where search_form(display_name) collate "C" >= ${from} and search_form(display_name) collate "C" < ${to}
        order by search_form(display_name) collate "C" limit 100)
      union
      (select id from (
          select followee_id from follows where follower_id = ${viewerId}::bigint order by id desc limit 1000
        ) as followed
        join users on users.id = followee_id
        where handle like ${within} or search_form(display_name) like ${within} limit 100)
      union
      (select id from users
        where handle % ${query} or ${query} <% handle or ${query} <% search_form(display_name) limit ${fuzzy}::int)
    ),
    ranked as (
      select ${userColumns}, row_number() over (order by
        handle = ${query} desc,
        starts_with(handle, ${query}) or starts_with(search_form(display_name), ${query}) desc,
        exists (select from follows where follower_id = ${viewerId}::bigint and followee_id = person.id) desc,
        greatest(similarity(handle, ${query}), word_similarity(${query}, search_form(display_name))) desc,
        person.id
      ) as place
      from candidates join ${visibleUsers(viewer)} on person.id = candidates.id
    )
    select 0::bigint as "ownerId", ranked.* from ranked
    where place > coalesce(${after}::bigint, 0) and place <= ${largestPage}::int
    order by place limit ${limit}::int`
}
