import { Client } from '@halide/local/client.ts'

export interface FeedPage {
  ids: string[]
  endCursor: string | null
  hasNextPage: boolean
}

const password = 'a password for journeys'

/** Somebody of the cast, signed in: acts through the public API only. */
export class Person extends Client {
  readonly handle: string
  id = ''

  private constructor(graphqlUrl: string, handle: string) {
    super(graphqlUrl)
    this.handle = handle
  }

  static async signUp(graphqlUrl: string, handle: string): Promise<Person> {
    const person = new Person(graphqlUrl, handle)
    const account = { handle, email: `${handle}@halide.example`, password }
    Object.assign(person, await Client.prototype.signUp.call(person, account))
    return person
  }

  /** A new access token: one is good for 15 minutes. */
  async signInAgain(): Promise<void> {
    await this.signIn(this.handle, password)
  }

  async follow(other: Person): Promise<void> {
    await this.mutate('followUser', { userId: other.id }, 'user { id }')
  }

  async unfollow(other: Person): Promise<void> {
    await this.mutate('unfollowUser', { userId: other.id }, 'user { id }')
  }

  async homeFeed(first = 20, after: string | null = null): Promise<FeedPage> {
    type Data = {
      homeFeed: {
        edges: { node: { id: string } | null }[]
        pageInfo: { endCursor: string | null; hasNextPage: boolean }
      }
    }
    const query = `query ($first: Int!, $after: String) {
      homeFeed(first: $first, after: $after) { edges { node { id } } pageInfo { endCursor hasNextPage } } }`
    const { homeFeed } = await this.gql<Data>(query, { first, after })
    return { ids: homeFeed.edges.flatMap(({ node }) => (node ? [node.id] : [])), ...homeFeed.pageInfo }
  }
}
