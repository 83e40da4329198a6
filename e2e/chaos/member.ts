import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type Variables } from '@halide/local/client.ts'

/** The API said no, and would again. */
export class Refusal extends Error {
  override name = 'Refusal'
}

const password = 'a password for chaos'
/** An access token lasts 15 minutes. */
const renewAfterMs = 600_000
/** Longest pause of a client between two attempts. */
const longestPauseMs = 2_000
const patienceMs = 180_000

/**
 * A client that does not give up: it repeats what got no answer, with the same idempotency key, until it is told yes or no. It knows
 * two gateways, as from two records in the DNS, and asks the other one after a failure.
 */
export class Member extends Client {
  readonly handle: string
  id = ''
  readonly #graphqlUrls: readonly string[]
  #signedInAt = performance.now()

  private constructor(graphqlUrls: readonly [string, string], handle: string, first: number) {
    super(graphqlUrls[first]!)
    this.#graphqlUrls = graphqlUrls
    this.handle = handle
  }

  /** `first` is the gateway that it begins with. */
  static async join(graphqlUrls: readonly [string, string], handle: string, first: number): Promise<Member> {
    const member = new Member(graphqlUrls, handle, first)
    member.id = (await member.signUp({ handle, email: `${handle}@halide.example`, password })).id
    return member
  }

  override async gql<Data>(query: string, variables: Variables = {}): Promise<Data> {
    try {
      return await super.gql<Data>(query, variables)
    } catch (error) {
      this.graphqlUrl = this.#graphqlUrls.find((url) => url !== this.graphqlUrl)!
      if (/UNAUTHENTICATED|TOKEN_EXPIRED/.test(String(error))) this.#signedInAt = Number.NEGATIVE_INFINITY
      throw error
    }
  }

  /** Signs in anew when the token is old, or was refused. */
  async stayIn(): Promise<void> {
    if (performance.now() - this.#signedInAt < renewAfterMs) return
    this.accessToken = null
    await this.signIn(this.handle, password)
    this.#signedInAt = performance.now()
  }

  /** The payload of a mutation, when it has one. Throws `Refusal` for a user error. */
  async insist<Result>(name: string, input: Variables, selection: string): Promise<Result> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`
    const query = `mutation ${name}($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { code message } } }`
    return persist(async () => {
      await this.stayIn()
      type Payload = Result & { userErrors: { code: string; message: string }[] }
      const payload = (await this.gql<Record<string, Payload>>(query, { input }))[name]!
      const [error] = payload.userErrors
      if (error) throw new Refusal(`${name}: ${error.code}: ${error.message}`)
      return payload
    })
  }
}

/** Runs again what failed, after 100 ms, then twice as long each time, for three minutes. A `Refusal` is final. */
export async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (let pause = 100; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof Refusal || performance.now() > deadline) throw error
      await sleep(pause)
    }
  }
}
