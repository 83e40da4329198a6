import pg from 'pg'

/** Who moderates is told to the database alone: no call of the API gives that role. */
export async function makeModerators(url: string, handles: readonly string[]): Promise<void> {
  await ask(url, `update users set role = 'MODERATOR' where handle = any($1)`, [handles])
}

/** Explore is ranked by the clock, every five minutes: a newcomer is not to wait for that. */
export async function rankExplore(url: string): Promise<void> {
  await ask(url, `select graphile_worker.add_job('rank_explore', '{}', job_key := 'rank_explore:all')`)
}

const demoIsMade = 'The demo is being made'

/** Making the demo keeps every core busy, and is no load to save anything for. For ten minutes at most. */
export async function holdLoadNormal(url: string): Promise<void> {
  const values = `'NORMAL', '${demoIsMade}', now() + interval '10 minutes'`
  await ask(url, `update load_state set (override_level, override_reason, override_until) = (${values})`)
}

export async function letLoadCount(url: string): Promise<void> {
  await ask(url, `update load_state set override_until = now() where override_reason = $1`, [demoIsMade])
}

/** Whether nobody has an account yet. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  return (await ask(url, 'select from users limit 1')) === 0
}

/** Answers how many rows there were. */
async function ask(url: string, text: string, values: unknown[] = []): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rowCount
  } finally {
    await client.end()
  }
}
