import assert from 'node:assert/strict'
import { assertAccessible, signIn, type Visit } from './test-web-visitor.ts'
import { until } from './until.ts'
import type { World } from './world.ts'

// A journey of web-app.test.ts: what an admin sees of the whole.

export async function lookAtSystem(world: World, visit: Visit): Promise<void> {
  await world.person('olga')
  await world.person('otto')
  await world.sql(`update users set role = 'ADMIN' where handle = 'olga'`)
  await world.sql(`select graphile_worker.add_job('measure_storage', '{}')`)

  const stranger = await visit()
  await signIn(stranger.page, 'otto')
  await stranger.page.goto('/admin')
  await stranger.page.getByRole('heading', { name: 'This page is for admins' }).waitFor()
  assert.equal(await stranger.page.getByRole('link', { name: 'Operation' }).count(), 0)
  await stranger.context.close()

  const { context, page, complaints } = await visit()
  await signIn(page, 'olga')
  await page.getByRole('link', { name: 'Operation' }).click()
  await page.getByRole('status').getByText('Normal load').waitFor()
  await page.getByRole('figure', { name: 'Jobs that wait, by lane' }).getByText('Upload').waitFor()
  await page.getByRole('figure', { name: 'Load' }).locator('canvas').waitFor({ state: 'attached' })
  await page
    .getByRole('table', { name: 'Processes' })
    .getByRole('rowheader', { name: /^worker/ })
    .first()
    .waitFor()
  await assertAccessible(page)

  await page.getByRole('button', { name: 'Set by hand' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('a flood is announced')
  await assertAccessible(page)
  await dialog.getByRole('button', { name: 'Set it' }).press('Enter')
  await page.getByRole('status').getByText('High load').waitFor()
  await page.getByText(/^Set by hand by @olga, until .*: a flood is announced/).waitFor()
  await page.getByRole('button', { name: 'Take back' }).click()
  await dialog.getByLabel('Reason').fill('it did not come')
  await dialog.getByRole('button', { name: 'Take it back' }).press('Enter')
  await page.getByRole('status').getByText('Normal load').waitFor()

  await until(async () => (await world.sql('select from storage_reports')).length > 0)
  await page.reload()
  await page.getByRole('region', { name: 'Storage' }).getByText('New in 30 days').waitFor()
  await page.getByRole('table', { name: 'By driver' }).getByRole('rowheader', { name: 'Postgres' }).waitFor()
  await page.getByRole('link', { name: 'Day' }).click()
  await page.getByRole('link', { name: 'Day' }).and(page.locator('[aria-current=true]')).waitFor()
  await assertAccessible(page)
  assert.deepEqual(complaints, [])
  await context.close()
}
