import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findChromium, openBrowser } from '@halide/web/browser.ts'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { smallPhoto } from './photos.ts'
import { shareStory } from './share-story.ts'
import { steerJobs } from './test-web-admin.ts'
import { bePushed, beTold, keepTheSession, loseTheConnection } from './test-web-connections.ts'
import { lookAtSystem } from './test-web-overview.ts'
import { talk } from './test-web-talk.ts'
import { assertAccessible, password, refreshCookie, seenBy, signIn, visitWeb } from './test-web-visitor.ts'
import { until } from './until.ts'
import { vapidEnv } from './vapid.ts'
import { startWorld, type World } from './world.ts'

// The web app in a real browser, on the whole of Halide: what somebody does there who has nothing but a screen and a keyboard.

const chromium = findChromium(process.env.PATH ?? '')
const skip = chromium ? false : 'there is no Chromium in PATH'
const timeout = 300_000

let world: World
let browser: Browser
before(async () => {
  if (!chromium) return
  ;[world, browser] = await Promise.all([
    startWorld({ web: true, subgraphsInProcess: true, env: vapidEnv }),
    openBrowser(chromium),
  ])
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

const visit = (options?: BrowserContextOptions) => visitWeb(world, browser, options)

test('somebody makes an account, shares two photos, likes and comments, leaves and comes back', {
  skip,
  timeout,
}, async () => {
  const { context, page, complaints } = await visit({ viewport: { width: 390, height: 844 } })
  await page.goto('/')
  await page.getByRole('link', { name: 'Make an account' }).click()
  await assertAccessible(page)
  await page.getByLabel('Handle').fill('web.walker')
  await page.getByLabel('Name', { exact: true }).fill('Web Walker')
  await page.getByLabel('E-mail').fill('walker@halide.example')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Make my account' }).click()

  await page.getByRole('link', { name: 'Share your first photo' }).click()
  type Walker = { userByHandle: { id: string } }
  const kim = await world.person('kim')
  const { userByHandle: walker } = await kim.gql<Walker>('{ userByHandle(handle: "web.walker") { id } }')
  await kim.mutate('followUser', { userId: walker.id }, 'user { id }')
  const photos = await Promise.all([smallPhoto(41), smallPhoto(42)])
  const files = photos.map(({ bytes, contentType }, i) => ({ name: `${i}.jpg`, mimeType: contentType, buffer: bytes }))
  await page.getByLabel('Choose photos').setInputFiles(files)
  await page.getByLabel('Description of photo 1').fill('Tiles in a pattern')
  await page.getByLabel('Look of photo 2').selectOption('MOON')
  await page.getByLabel('Caption').fill('From a browser, @web.walker')
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()

  // First it is developed; then it is there, without anybody loading the page again.
  await page.waitForURL('**/p/post_*')
  const photo = page.getByAltText('Tiles in a pattern')
  await photo.waitFor()
  await until(() => photo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0))
  await page.getByLabel('Comment', { exact: true }).fill('The first word')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Comments' }).getByText('The first word').waitFor()
  await page.getByRole('button', { name: 'Like, 0' }).click()
  await page.getByRole('button', { name: 'Like, 1', pressed: true }).waitFor()
  await assertAccessible(page)

  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('link', { name: 'Tiles in a pattern. 1 like' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Like, 1', pressed: true }).waitFor()

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Make an account' }).waitFor()
  assert.equal(await refreshCookie(world, context), undefined)
  // Who follows has it in the feed, with nothing of what the one before liked.
  await signIn(page, 'kim')
  await page.getByRole('link', { name: 'See the comment' }).waitFor()
  await page.getByRole('button', { name: 'Like, 1', pressed: false }).click()
  await page.getByRole('button', { name: 'Like, 2', pressed: true }).waitFor()
  await assertAccessible(page)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('every other page can be used by anybody', { skip, timeout }, async () => {
  const [eve, fay] = await Promise.all([world.person('eve'), world.person('fay')])
  await eve.follow(fay)
  const { context, page, complaints } = await visit()
  await world.sql(`update users set role = 'MODERATOR' where handle = 'eve'`)
  await signIn(page, 'eve')
  const { id } = await fay.post([await smallPhoto(44)], 'Bees at work #garden')
  await fay.processed(id)
  await (await world.person('gus')).mutate('report', { subjectId: id, reason: 'OTHER', note: 'Wasps' }, 'reportedId')
  const pages = [
    '/@fay',
    '/@fay/followers',
    '/explore?q=fay',
    '/explore',
    '/stories/new',
    '/tags/garden',
    '/saved',
    '/activity',
    '/requests',
    '/admin',
    '/nothing',
  ]
  const settings = [
    '/settings',
    '/settings/privacy',
    '/settings/security',
    '/settings/notifications',
    '/settings/appearance',
    '/settings/data',
  ]
  for (const path of [...pages, ...settings]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByLabel('Loading').first().waitFor({ state: 'detached' })
    await assertAccessible(page)
  }
  // Who moderates hides what was reported, and takes it back.
  await page.getByRole('link', { name: 'Moderation' }).click()
  await page.getByText('Wasps').waitFor()
  await assertAccessible(page)
  await page.getByLabel('Note for the record').fill('They are wasps')
  await page.getByRole('button', { name: 'Hide the post' }).press('Enter')
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
  assert.equal(await seenBy(await world.person('gus'), id), false)
  await page.getByRole('link', { name: 'Decisions' }).click()
  await page.getByText('They are wasps').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Show the post again' }).press('Enter')
  await page.getByText('showed the post again').first().waitFor()
  assert.equal(await seenBy(await world.person('gus'), id), true)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a story is reported where it is shown, and a moderator hides it', { skip, timeout }, async () => {
  const [ivy, jon] = await Promise.all([world.person('ivy'), world.person('jon')])
  await ivy.follow(jon)
  await shareStory(jon)
  await world.sql(`update users set role = 'MODERATOR' where handle = 'ivy'`)
  const { context, page, complaints } = await visit()
  await signIn(page, 'ivy')
  await page.goto('/stories/jon')
  await page.getByAltText('A story').waitFor()
  await page.getByRole('button', { name: 'Report' }).click()
  await page.getByLabel('Spam').check()
  await assertAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()
  await page.getByText('A moderator will look at it').waitFor()
  await page.goto('/moderation')
  const card = page.getByRole('article', { name: /^Story by/ })
  await card.getByRole('link', { name: 'Open the story' }).waitFor()
  await card.getByAltText('A story').waitFor()
  await card.getByRole('button', { name: 'Hide the story' }).click()
  await card.waitFor({ state: 'detached' })
  await page.goto('/stories/jon')
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.getByAltText('A story').count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a keyboard is enough: past the navigation, through a story, into a menu and out, to a like', {
  skip,
  timeout,
}, async () => {
  const [gil, hal] = await Promise.all([world.person('gil'), world.person('hal')])
  await gil.follow(hal)
  const { id } = await hal.post([await smallPhoto(43)], 'For keys')
  await hal.processed(id)
  await shareStory(hal)
  const { context, page } = await visit()
  await signIn(page, 'gil')
  await page.getByText('For keys').waitFor()
  const focused = () =>
    page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent')
  await page.goto('/')
  await page.getByText('For keys').waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'Skip to content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.match(await focused(), /Add a story$/)
  await page.getByRole('link', { name: /^hal\s+not seen yet$/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Story 1 of 1' }).waitFor()
  await page.getByAltText('A story').waitFor()
  await assertAccessible(page)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('link', { name: /^hal\s+seen$/ }).focus()
  await page.keyboard.press('Tab')
  assert.match(await focused(), /hal$/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copy link' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Copy link' }).waitFor({ state: 'hidden' })
  assert.equal(await focused(), 'More about this post')
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'Like, 0')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Like, 1', pressed: true }).waitFor()
  await context.close()
})

test('the page has no way to the refresh token, and other sites none to the session', { skip, timeout }, () =>
  keepTheSession(world, visit),
)

test('people talk below a post, keep it, find its hashtag, and sign in with a second factor', { skip, timeout }, () =>
  talk(world, visit),
)

test(
  'a lost connection is said, what failed can be asked for again, and who left can come back',
  { skip, timeout },
  () => loseTheConnection(world, visit),
)

test(
  'an open page is told what others do, also after its gateway was gone, and looks by itself while it is not told',
  { skip, timeout },
  () => beTold(world, visit),
)

test('a browser that refuses pushes is told so, and a push is shown and names nobody', { skip, timeout }, () =>
  bePushed(world, visit),
)

test(
  'an admin plans a job, runs it and watches it end, pauses a kind, and retries what lies in quarantine',
  { skip, timeout },
  () => steerJobs(world, visit),
)

test('an admin sees how the whole is and what it costs, and sets the load level by hand', { skip, timeout }, () =>
  lookAtSystem(world, visit),
)
