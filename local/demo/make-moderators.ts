import pg from 'pg'

/** Who moderates is told to the database alone: no call of the API gives that role. */
export async function makeModerators(url: string, handles: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`update users set role = 'MODERATOR' where handle = any($1)`, [handles])
  } finally {
    await client.end()
  }
}
