import pg from 'pg'
import { cast } from './cast.ts'

/** Who moderates or operates is told to the database alone: no call of the API gives these roles. */
export async function giveRoles(url: string): Promise<void> {
  for (const { handle, role } of cast) {
    if (role) await ask(url, 'update users set role = $1::user_role where handle = $2', [role, handle])
  }
}

/** These run by the clock, every five minutes and every ten: a newcomer is not to wait for Explore and for what is stored. */
export async function runAtOnce(url: string): Promise<void> {
  for (const job of ['rank_explore', 'measure_storage'])
    await ask(url, `select graphile_worker.add_job($1, '{}', job_key := $1 || ':all')`, [job])
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
