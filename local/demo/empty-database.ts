import pg from 'pg'

/** Whether nobody has an account yet. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from users limit 1')
    return rowCount === 0
  } finally {
    await client.end()
  }
}
