import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import { smallPhoto } from './photos.ts'
import { assertAccessible, password, signIn, type Visit } from './test-web-visitor.ts'
import type { World } from './world.ts'

// A journey of web-app.test.ts: about what others posted, and in again with a second factor.

export async function talk(world: World, visit: Visit): Promise<void> {
  const [max] = await Promise.all([world.person('max'), world.person('lia')])
  const { id } = await max.post([await smallPhoto(45)], 'Old tins #kitchen')
  await max.processed(id)
  await max.mutate('createComment', { postId: id, text: 'Who knows @lia?' }, 'comment { id }')
  const { context, page, complaints } = await visit()
  await signIn(page, 'lia')
  await page.getByRole('link', { name: 'Explore' }).click()
  await page.getByLabel('People and hashtags').fill('kitch')
  await page.getByRole('link', { name: '#kitchen' }).click()
  await page.getByRole('link', { name: /Old tins/ }).click()
  assert.equal(await page.getByRole('link', { name: '@lia' }).getAttribute('href'), '/@lia')
  await page.getByRole('button', { name: 'Reply to max' }).click()
  await page.getByRole('textbox', { name: 'Reply to max' }).fill('I do')
  await page.keyboard.press('Enter')
  await page.getByText('I do').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('I do').waitFor({ state: 'detached' })
  // A comment and a post are reported, the second by keyboard alone.
  await page.getByRole('button', { name: 'Report' }).first().click()
  await page.getByLabel('Harassment or bullying').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()
  await page.getByText('Thank you.').waitFor()
  await page.getByRole('button', { name: 'More about this post' }).press('Enter')
  await page.getByRole('button', { name: 'Report' }).first().press('Enter')
  await page.getByLabel('Spam').press('Space')
  await assertAccessible(page)
  await page.getByLabel('What else should a moderator know?').fill('Tins again')
  await page.getByRole('dialog').getByRole('button', { name: 'Report' }).press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'More about this post')
  const reported = await world.sql(
    `select note from reports join users on users.id = reporter_id where handle = 'lia' order by reports.id`,
  )
  assert.deepEqual(reported, [{ note: '' }, { note: 'Tins again' }])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Save', pressed: true }).waitFor()
  await page.goto('/saved')
  await page.getByRole('link', { name: /Old tins/ }).waitFor()
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByText('mentioned you').waitFor()

  await page.goto('/settings/security')
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Turn it on' }).click()
  const secret = Secret.fromBase32((await page.locator('code.secret').innerText()).replaceAll(' ', ''))
  await page.getByLabel('Code from the app').fill(new TOTP({ secret }).generate())
  await page.getByRole('button', { name: 'Confirm' }).click()
  const recoveryCode = await page.getByLabel('Recovery codes').locator('code').first().innerText()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Make an account' }).waitFor()
  await page.goto('/sign-in')
  await page.getByLabel('Handle or e-mail').fill('lia')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Profile' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
}
