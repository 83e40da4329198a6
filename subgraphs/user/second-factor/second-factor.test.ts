import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { decodeId } from '@halide/schema/ids.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import { Secret, TOTP, URI } from 'otpauth'
import { createStage, type Stage } from '../test-stage.ts'
import { mostAttempts } from './check-code.ts'
import { createSecretBox } from './secret-box.ts'

let stage: Stage
before(async () => {
  stage = await createStage()
})
after(() => stage.database.drop())

const password = 'a first password'

interface Answer {
  session: { id: string } | null
  secondFactorTicket?: string | null
  secret?: string
  uri?: string
  recoveryCodes?: string[]
  endedSessions?: number | null
  secondFactor?: { isActive: boolean; activeSince: string | null; recoveryCodesLeft: number } | null
  userErrors: { code: string }[]
}

async function mutate(name: string, input: object, viewer: Viewer | null, selection: string): Promise<Answer> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const query = `mutation($input: ${type}!) { it: ${name}(input: $input) { ${selection} userErrors { code } } }`
  return (await stage.ask<{ it: Answer }>(query, { input }, viewer)).it
}

const codeOf = ({ userErrors }: Answer) => userErrors[0]?.code ?? null

class Owner {
  readonly handle: string
  viewer!: Viewer
  totp!: TOTP
  recoveryCodes: string[] = []

  constructor(handle: string) {
    this.handle = handle
  }

  static async with(handle: string): Promise<Owner> {
    const owner = new Owner(handle)
    const input = { handle, email: `${handle}@halide.example`, password }
    const { it } = await stage.ask<{ it: { session: { id: string; user: { id: string } } } }>(
      'mutation($input: SignUpInput!) { it: signUp(input: $input) { session { id user { id } } } }',
      { input },
    )
    const { id, user } = it.session
    owner.viewer = { userId: decodeId('user', user.id)!, sessionId: decodeId('session', id)!, role: 'USER' }
    return owner
  }

  /** Turned on, with every code still unused. */
  static async secured(handle: string): Promise<Owner> {
    const owner = await Owner.with(handle)
    await owner.begin()
    const { recoveryCodes = assert.fail() } = await owner.act('confirmTotp', { code: await owner.code() })
    await stage.deps.db.$executeRaw`update second_factors set last_step = 0 where user_id = ${owner.viewer.userId}`
    owner.recoveryCodes = recoveryCodes
    return owner
  }

  async begin(): Promise<void> {
    const { secret, uri } = await this.act('beginTotp', { password })
    this.totp = URI.parse(uri!) as TOTP
    assert.equal(this.totp.secret.base32, secret)
  }

  async code(steps = 0): Promise<string> {
    return this.totp.generate({ timestamp: (await databaseTime(stage.database.db)) + steps * 30_000 })
  }

  act(name: 'beginTotp' | 'confirmTotp' | 'disableTotp' | 'renewRecoveryCodes' | 'changePassword', input: object) {
    const selections = {
      beginTotp: 'secret uri',
      confirmTotp: 'recoveryCodes',
      disableTotp: 'secondFactor { isActive }',
      renewRecoveryCodes: 'recoveryCodes',
      changePassword: 'endedSessions',
    }
    return mutate(name, input, this.viewer, selections[name])
  }

  signIn(code?: string): Promise<Answer> {
    return mutate('signIn', { login: this.handle, password, code }, null, 'session { id } secondFactorTicket')
  }

  async state() {
    const query = '{ secondFactor { isActive recoveryCodesLeft } }'
    return (await stage.ask<{ secondFactor: object }>(query, {}, this.viewer)).secondFactor
  }
}

const complete = (ticket: string, code: string) => mutate('completeSignIn', { ticket, code }, null, 'session { id }')

test('a second factor is asked for once it is confirmed, and no sooner', async () => {
  const ann = await Owner.with('ann')
  assert.equal(codeOf(await ann.act('beginTotp', { password: 'a guess' })), 'WRONG_CREDENTIALS')
  assert.equal(codeOf(await ann.act('confirmTotp', { code: '123456' })), 'SECOND_FACTOR_INACTIVE')
  await ann.begin()
  const { label, issuer, algorithm, digits, period } = ann.totp
  assert.deepEqual([label, issuer, algorithm, digits, period], ['ann', 'Halide', 'SHA1', 6, 30])
  assert.ok((await ann.signIn()).session)
  const foreign = new TOTP({ secret: new Secret() })
  assert.equal(codeOf(await ann.act('confirmTotp', { code: foreign.generate() })), 'WRONG_CODE')
  assert.deepEqual(await ann.state(), { isActive: false, recoveryCodesLeft: 0 })
  const { recoveryCodes } = await ann.act('confirmTotp', { code: await ann.code() })
  assert.equal(new Set(recoveryCodes).size, 10)
  assert.deepEqual(await ann.state(), { isActive: true, recoveryCodesLeft: 10 })
  assert.equal(codeOf(await ann.act('beginTotp', { password })), 'SECOND_FACTOR_ACTIVE')
  assert.equal(codeOf(await ann.signIn()), 'SECOND_FACTOR_REQUIRED')
})

test('a sign-in is completed with its ticket and a code, which may be tried again', async () => {
  const ben = await Owner.secured('ben')
  const { session, secondFactorTicket } = await ben.signIn()
  assert.equal(session, null)
  assert.equal(codeOf(await complete(secondFactorTicket!, await ben.code(-3))), 'WRONG_CODE')
  const code = await ben.code()
  assert.ok((await complete(secondFactorTicket!, ` ${code.slice(0, 3)} ${code.slice(3)}`)).session)
  assert.equal(codeOf(await complete(`${secondFactorTicket}x`, await ben.code(1))), 'TICKET_EXPIRED')
})

test('who does not know the password learns nothing of a second factor', async () => {
  const { handle } = await Owner.secured('bob')
  const input = { login: handle, password: 'a guess', code: '123456' }
  const answer = await mutate('signIn', input, null, 'session { id } secondFactorTicket')
  assert.deepEqual([codeOf(answer), answer.secondFactorTicket], ['WRONG_CREDENTIALS', null])
})

test('a code works once, also for two at the same time', async () => {
  const cat = await Owner.secured('cat')
  const code = await cat.code()
  const answers = await Promise.all([cat.signIn(code), cat.signIn(code), cat.signIn(code)])
  assert.deepEqual(answers.map(codeOf).sort(), [null, 'WRONG_CODE', 'WRONG_CODE'].sort())
  // Of the 30 seconds before, it is another code, but one that somebody may have seen over a shoulder.
  assert.equal(codeOf(await cat.signIn(await cat.code(-1))), 'WRONG_CODE')
  assert.equal(codeOf(await cat.signIn(await cat.code(1))), null)
})

test('codes of one minute ago or ahead are of another time', async () => {
  const dan = await Owner.secured('dan')
  for (const steps of [-3, 3]) assert.equal(codeOf(await dan.signIn(await dan.code(steps))), 'WRONG_CODE')
})

test('after some wrong codes none is looked at for a while, and a recovery code still opens', async () => {
  const eve = await Owner.secured('eve')
  const guesses = await Promise.all(Array.from({ length: mostAttempts + 3 }, () => eve.signIn('000000')))
  assert.equal(guesses.filter((guess) => codeOf(guess) === 'WRONG_CODE').length, mostAttempts)
  assert.equal(codeOf(await eve.signIn(await eve.code())), 'TOO_MANY_ATTEMPTS')
  assert.ok((await eve.signIn(eve.recoveryCodes[0])).session)
  await stage.deps.db.$executeRaw`
    update second_factors set attempts_since = attempts_since - interval '15 minutes' where user_id = ${eve.viewer.userId}`
  assert.equal(codeOf(await eve.signIn(await eve.code())), null)
})

test('a recovery code works once, for its account alone, however it is typed', async () => {
  const [fay, gus] = [await Owner.secured('fay'), await Owner.secured('gus')]
  const [code = assert.fail()] = fay.recoveryCodes
  assert.equal(codeOf(await gus.signIn(code)), 'WRONG_CODE')
  assert.equal(codeOf(await fay.signIn(code.toUpperCase().replaceAll('-', ' '))), null)
  assert.equal(codeOf(await fay.signIn(code)), 'WRONG_CODE')
  assert.deepEqual(await fay.state(), { isActive: true, recoveryCodesLeft: 9 })
  const { recoveryCodes } = await fay.act('renewRecoveryCodes', { password, code: fay.recoveryCodes[1] })
  assert.equal(codeOf(await fay.signIn(fay.recoveryCodes[2])), 'WRONG_CODE')
  assert.equal(codeOf(await fay.signIn(recoveryCodes![9])), null)
})

test('another password ends a ticket, and needs a code itself', async () => {
  const hal = await Owner.secured('hal')
  const { secondFactorTicket } = await hal.signIn()
  const change = { currentPassword: password, newPassword: 'another password' }
  assert.equal(codeOf(await hal.act('changePassword', change)), 'SECOND_FACTOR_REQUIRED')
  assert.equal(codeOf(await hal.act('changePassword', { ...change, code: await hal.code() })), null)
  assert.equal(codeOf(await complete(secondFactorTicket!, await hal.code(1))), 'TICKET_EXPIRED')
})

test('it is turned off with password and code, and then not asked for', async () => {
  const ida = await Owner.secured('ida')
  assert.equal(
    codeOf(await ida.act('disableTotp', { password: 'a guess', code: await ida.code() })),
    'WRONG_CREDENTIALS',
  )
  assert.equal(codeOf(await ida.act('disableTotp', { password, code: '000000' })), 'WRONG_CODE')
  assert.equal(codeOf(await ida.act('disableTotp', { password, code: await ida.code() })), null)
  assert.ok((await ida.signIn()).session)
  assert.deepEqual(await ida.state(), { isActive: false, recoveryCodesLeft: 0 })
  assert.equal(codeOf(await ida.act('disableTotp', { password, code: '000000' })), 'SECOND_FACTOR_INACTIVE')
})

test('the database tells no secret, and no row can be given to another account', async () => {
  const [jan, kim] = [await Owner.secured('jan'), await Owner.secured('kim')]
  const [row] = await stage.deps.db.$queryRaw<{ text: string; secret: Uint8Array }[]>`
    select row_to_json(f)::text as text, secret from second_factors f where user_id = ${jan.viewer.userId}`
  assert.equal(row!.text.includes(Buffer.from(jan.totp.secret.bytes).toString('hex')), false)
  const { secretBox } = stage.deps
  assert.deepEqual(Buffer.from(secretBox.decrypt(jan.viewer.userId, row!.secret)), Buffer.from(jan.totp.secret.bytes))
  assert.throws(() => secretBox.decrypt(kim.viewer.userId, row!.secret))
  assert.throws(() => createSecretBox('another secret').decrypt(jan.viewer.userId, row!.secret))
  const hashes = await stage.deps.db.recoveryCode.findMany({ where: { userId: jan.viewer.userId } })
  for (const { codeHash } of hashes) assert.equal(jan.recoveryCodes.includes(Buffer.from(codeHash).toString()), false)
})
