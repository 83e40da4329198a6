import pg from 'pg'

/** Who moderates is told to the database alone: no call of the API gives that role. */
export async function makeModerators(url: string, handles: readonly string[]): Promise<void> {
  await ask(url, `update users set role = 'MODERATOR' where handle = any($1)`, [handles])
}

/** Explore is ranked by the clock, every five minutes: a newcomer is not to wait for that. */
export async function rankExplore(url: string): Promise<void> {
  await ask(url, `select graphile_worker.add_job('rank_explore', '{}', job_key := 'rank_explore:all')`)
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
