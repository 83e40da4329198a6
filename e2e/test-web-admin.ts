import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertAccessible, signIn, type Visit } from './test-web-visitor.ts'
import type { World } from './world.ts'

// A journey of web-app.test.ts: what an admin does with jobs.

/** Opens a dialog, says why, and does it. */
async function doIt(page: Page, opener: string, action: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: opener, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: action, exact: true }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

async function planAndRun(page: Page, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'Run it', exact: true }).press('Enter')
  await page.waitForURL('**/job_*')
}

export async function steerJobs(world: World, visit: Visit): Promise<void> {
  await world.person('opal')
  await world.sql(`update users set role = 'ADMIN' where handle = 'opal'`)
  await world.sql(`
    insert into quarantined_jobs (id, name, payload, priority, attempts, max_attempts, code, message)
    values (900000001, 'fold_views', '{}', 0, 3, 3, 'ATTEMPTS_EXHAUSTED', 'a disk was full')`)
  const { context, page, complaints } = await visit()
  await signIn(page, 'opal')

  // One is planned, run, and watched to its end.
  await page.getByRole('link', { name: 'Operation' }).click()
  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.getByRole('link', { name: /\d in quarantine/ }).waitFor()
  await assertAccessible(page)
  await page.getByLabel('Find').fill('warm')
  await page.getByRole('link', { name: 'warm_feeds', exact: true }).click()
  await page.getByRole('button', { name: 'Plan first' }).click()
  await page
    .getByRole('status')
    .getByText(/readers$/)
    .waitFor()
  await assertAccessible(page)
  await planAndRun(page, 'Redis was empty')
  await page.getByRole('status').getByText('Done').waitFor()
  await page.getByText(': Redis was empty').first().waitFor()
  await assertAccessible(page)

  // A paused kind waits, and what waits can be moved and cancelled.
  await page.goto('/admin/jobs/thaw_original')
  await doIt(page, 'Pause', 'Pause', 'the archive is slow')
  await page.getByText('Paused', { exact: true }).waitFor()
  await page.waitForTimeout(2_000) // workers hear of it within a second
  await page.getByLabel('photoId').fill('photo_zz')
  await page.getByRole('button', { name: 'Plan first' }).click()
  await page.getByText('"1295"').waitFor()
  await page.getByText('This kind is paused').waitFor()
  await planAndRun(page, 'its author wrote to us')
  await page.getByRole('status').getByText('Due', { exact: true }).waitFor()
  await doIt(page, 'Change lane', 'Move it', 'nobody waits')
  await doIt(page, 'Cancel', 'Cancel it', 'a mistake')
  await page.getByRole('status').getByText('Cancelled').waitFor()
  await page.goto('/admin/jobs/thaw_original')
  await doIt(page, 'Resume', 'Resume', 'the archive is well')
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()

  // What was given up says why, and goes again.
  await page.goto('/admin/queue?state=QUARANTINED')
  const card = page.getByRole('article', { name: 'fold_views 900000001' })
  await card.getByText('a disk was full').waitFor()
  await assertAccessible(page)
  await doIt(page, 'Retry', 'Retry it', 'the disk has room again')
  await page.waitForURL('**/job_*')
  await page.getByRole('status').getByText('Done').waitFor()

  await page.goto('/admin/runs?kind=thaw_original')
  await page.getByText('Cancelled').last().waitFor()
  await page.getByLabel('Kind').selectOption('warm_feeds')
  await page.getByText(': Redis was empty').first().waitFor()
  await assertAccessible(page)
  await page.goto('/admin/acts')
  for (const reason of ['Redis was empty', 'the archive is slow', 'a mistake', 'the disk has room again'])
    await page.getByText(reason, { exact: true }).waitFor()
  await assertAccessible(page)
  await page.goto('/admin/operations')
  await page.getByLabel('Find').fill('runjob')
  await page.locator('summary', { hasText: /^RunJob/ }).waitFor()
  await assertAccessible(page)
  assert.deepEqual(complaints, [])
  await context.close()
}
