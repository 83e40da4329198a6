import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { TOTP, URI } from 'otpauth'
import { fetchImage } from './images.ts'
import { smallPhoto } from './photos.ts'
import { type Cast, userErrors } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about what people own.

export async function secondFactor({ world, ada }: Cast): Promise<void> {
  const password = 'a password for this journey'
  const { secret, uri } = await ada.mutate<{ secret: string; uri: string }>('beginTotp', { password }, 'secret uri')
  const totp = URI.parse(uri)
  assert.ok(totp instanceof TOTP && totp.secret.base32 === secret)
  // Every code works once: those before and after this one are still good.
  const code = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 })
  const state = 'secondFactor { isActive activeSince recoveryCodesLeft }'
  type Confirmed = { recoveryCodes: string[]; secondFactor: { isActive: boolean } }
  const confirmed = await ada.mutate<Confirmed>('confirmTotp', { code: code(0) }, `recoveryCodes ${state}`)
  assert.partialDeepStrictEqual(confirmed.secondFactor, { isActive: true, recoveryCodesLeft: 10 })

  type SignIn = { signIn: { session: null; secondFactorTicket: string; userErrors: { code: string }[] } }
  const { signIn } = await ada.gql<SignIn>(
    `mutation ($input: SignInInput!) { signIn(input: $input) { session { id } secondFactorTicket ${userErrors} } }`,
    { input: { login: 'ada', password } },
  )
  assert.equal(signIn.userErrors[0]?.code, 'SECOND_FACTOR_REQUIRED')
  const ticket = { ticket: signIn.secondFactorTicket, code: code(1) }
  const opened = await ada.mutate<{ session: { user: { id: string } } }>(
    'completeSignIn',
    ticket,
    'session { user { id } }',
  )
  assert.equal(opened.session.user.id, ada.id)

  const proof = { password, code: confirmed.recoveryCodes[0] }
  const renewed = await ada.mutate<{ recoveryCodes: string[] }>('renewRecoveryCodes', proof, 'recoveryCodes')
  await ada.mutate('disableTotp', { password, code: renewed.recoveryCodes[0] }, state)
  type State = { secondFactor: object }
  assert.deepEqual((await ada.gql<State>(`{ ${state} }`)).secondFactor, {
    isActive: false,
    activeSince: null,
    recoveryCodesLeft: 0,
  })
  const kept = await world.sql(
    'select (select count(*)::int from second_factors) as n, (select count(*)::int from recovery_codes) as m',
  )
  assert.deepEqual(kept, [{ n: 0, m: 0 }])
}

export async function avatars({ ada, ben }: Cast): Promise<void> {
  const { uploadId } = await ada.upload(await smallPhoto(21))
  type Update = { status: string; failure: { code: string; message: string } | null }
  const update = 'avatarUpdate { status failure { code message } }'
  const set = await ada.mutate<{ avatarUpdate: Update }>('setAvatar', { uploadId }, update)
  assert.equal(set.avatarUpdate.failure, null)
  for (let tries = 0; tries < 200; tries++) {
    if ((await ada.gql<{ avatarUpdate: Update }>(`{ ${update} }`)).avatarUpdate.status === 'READY') break
    await sleep(50)
  }
  type Picture = { user: { avatar: { url: string; width: number; height: number } | null } }
  const query = 'query ($id: ID!) { user(id: $id) { avatar(size: SMALL) { url width height } } }'
  const { user } = await ben.gql<Picture>(query, { id: ada.id })
  assert.partialDeepStrictEqual(user.avatar, { width: 64, height: 64 })
  assert.equal((await fetchImage(user.avatar!.url)).status, 200)
  await ada.gql(`mutation { removeAvatar { user { id avatar { url } } ${userErrors} } }`)
  assert.equal((await ben.gql<Picture>(query, { id: ada.id })).user.avatar, null)
}

export async function accountDeletion({ ada, ben }: Cast): Promise<void> {
  const password = 'a password for journeys'
  const { ids } = await ben.homeFeed()
  const seen = async () => {
    const query = 'query ($id: ID!) { user(id: $id) { handle followerCount } }'
    return (await ada.gql<{ user: object | null }>(query, { id: ben.id })).user
  }
  const before = await seen()
  const { restorableUntil } = await ben.mutate<{ restorableUntil: string }>(
    'deleteAccount',
    { password },
    'restorableUntil',
  )
  assert.ok(new Date(restorableUntil).getTime() > Date.now() + 29 * 86_400_000)
  assert.equal(await seen(), null)
  await assert.rejects(ben.signIn('ben', password), /deleted/)
  const session = 'session { user { id handle } }'
  const restored = await ada.mutate<{ session: { user: object } }>(
    'restoreAccount',
    { login: 'ben', password },
    session,
  )
  assert.deepEqual(restored.session.user, { id: ben.id, handle: 'ben' })
  await ben.signIn('ben', password)
  assert.deepEqual(await seen(), before)
  // What is published meanwhile may have come in.
  const restoredIds = (await ben.homeFeed()).ids
  assert.deepEqual(
    restoredIds.filter((id) => ids.includes(id)),
    ids,
  )
}

export async function dataExport({ ada }: Cast): Promise<void> {
  const password = 'a password for this journey'
  type State = { dataExport: { state: string; progress: number; url: string | null; expiresAt: string | null } }
  const state = 'dataExport { state progress url expiresAt }'
  await ada.mutate<State>('requestDataExport', { password }, state)
  let { dataExport } = await ada.gql<State>(`{ ${state} }`)
  for (let tries = 0; tries < 200 && dataExport.state === 'PENDING'; tries++) {
    await sleep(50)
    dataExport = (await ada.gql<State>(`{ ${state} }`)).dataExport
  }
  assert.deepEqual([dataExport.state, dataExport.progress], ['READY', 100])
  const { status, bytes } = await fetchImage(dataExport.url!)
  assert.deepEqual([status, bytes.subarray(0, 4).toString()], [200, 'PK\u0003\u0004'])
  await assert.rejects(ada.mutate('requestDataExport', { password }, state), /once a day/)
}
