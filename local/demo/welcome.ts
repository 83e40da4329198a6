import { styleText } from 'node:util'
import { Client } from '../client.ts'
import { cast, demoPassword, handlesOf } from './cast.ts'

const firstQuery = `query HomeFeed {
  homeFeed(first: 3) {
    edges { node {
      caption
      author { handle }
      likeCount
      comments(first: 2) { edges { node { text author { handle } } } }
      photos { altText blurhash image(size: MEDIUM) { url(format: WEBP) width height } }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`

export interface WelcomeSettings {
  graphqlUrl: string
  webUrl: string
  mediaUrl: string
  logFolder: string
  dataFolder: string
  /** Null without Redis. */
  redisUrl: string | null
}

/** What a newcomer wants to know once everything runs: where things are, who to be, and a first query to paste. */
export async function welcomePage(settings: WelcomeSettings): Promise<string> {
  const { graphqlUrl, webUrl, mediaUrl, logFolder, dataFolder, redisUrl } = settings
  const gateway = graphqlUrl.replace(/\/graphql$/, '')
  const visit = await visitAsAda(graphqlUrl)
  const rows: [string, string][] = [
    ['Web app', webUrl],
    ['GraphQL', graphqlUrl],
    ['Explorer', `${gateway}/explorer`],
    ...(visit?.image ? [['An image', visit.image] as [string, string]] : []),
    ['Health', `${gateway}/health/ready   ${mediaUrl}/health/ready`],
    ['Metrics', `${gateway}/metrics   ${mediaUrl}/metrics`],
    ['Logs', `${logFolder}/<process>.log`],
    ['Data', `${dataFolder}   ("npm start -- --fresh" begins anew)`],
    ...(visit
      ? [
          ['Accounts', `${cast.map(({ handle }) => handle).join(' ')}   password ${demoPassword}`] as [string, string],
          ['Moderator', `${handlesOf('MODERATOR').join(' ')}   ${webUrl}/moderation`] as [string, string],
          ['Admin', `${handlesOf('ADMIN').join(' ')}   ${webUrl}/admin`] as [string, string],
        ]
      : []),
  ]
  const table = rows.map(([name, value]) => `  ${styleText('bold', name.padEnd(10))}${value}`)
  const notice = redisUrl
    ? []
    : [
        '',
        styleText(
          'yellow',
          '  Without Redis: home feeds come from Postgres. Install redis-server, or set REDIS_URL, to have them cached.',
        ),
      ]
  return [
    ...table,
    ...notice,
    '',
    ...(visit ? howToAsk(graphqlUrl, visit.token) : []),
    '  Ctrl-C stops everything.',
    '',
  ].join('\n')
}

function howToAsk(graphqlUrl: string, token: string): string[] {
  const body = JSON.stringify({ query: firstQuery.replace(/\s+/g, ' ') })
  return [
    styleText('bold', "  A first query: Ada's home feed"),
    '',
    firstQuery.replace(/^/gm, '    '),
    '',
    '  The same, to paste into a terminal (the token is good for 15 minutes; signIn gives another):',
    '',
    `curl -s ${graphqlUrl} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${body}'`,
    '',
  ]
}

/** Null where the demo's people do not live, as on a database that was there before. */
async function visitAsAda(graphqlUrl: string): Promise<{ token: string; image: string | null } | null> {
  const client = new Client(graphqlUrl)
  try {
    await client.signIn(cast[0]!.handle, demoPassword)
  } catch {
    return null
  }
  type Data = { homeFeed: { edges: { node: { photos: { image: { url: string } | null }[] } | null }[] } }
  const query = '{ homeFeed(first: 5) { edges { node { photos { image(size: LARGE) { url } } } } } }'
  const { homeFeed } = await client.gql<Data>(query)
  const image = homeFeed.edges.map(({ node }) => node?.photos[0]?.image?.url).find(Boolean) ?? null
  return { token: client.accessToken!, image }
}
