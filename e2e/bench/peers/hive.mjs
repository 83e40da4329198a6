import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { createAdmission, passportHeader } from './passports.mjs'

// Hive Gateway over our supergraph as it is. Told by its parent where the subgraphs are, it answers where it listens.
process.once('message', (settings) => {
  const admit = createAdmission(settings)
  const sdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8')
  const gateway = createGatewayRuntime({
    supergraph: sdl.replace(
      /@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g,
      (_, name) => `@join__graph(name: "${name}", url: "${settings.subgraphUrls[name]}")`,
    ),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({ [passportHeader]: request.headers.get(passportHeader) }),
    },
    logging: false,
    maskedErrors: false,
    landingPage: false,
    graphiql: false,
    healthCheckEndpoint: false,
    readinessCheckEndpoint: false,
  })
  const server = createServer(async (request, response) => {
    await admit(request.headers, request.socket.remoteAddress)
    await gateway(request, response)
  })
  server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }))
})
process.once('disconnect', () => process.exit())
