import mercurius from '@mercuriusjs/gateway'
import Fastify from 'fastify'
import { federation1 } from './federation-1.mjs'
import { createAdmission, passportHeader } from './passports.mjs'

// Mercurius' gateway, compiling operations, over our subgraphs. Told by its parent where they are, it answers where it listens.
process.once('message', async (settings) => {
  const admit = createAdmission(settings)
  const schemas = federation1(Object.keys(settings.subgraphUrls))
  const app = Fastify()
  app.addHook('onRequest', (request) => admit(request.headers, request.ip))
  await app.register(mercurius, {
    jit: 1,
    gateway: {
      services: Object.entries(settings.subgraphUrls).map(([name, url]) => ({
        name,
        url,
        mandatory: true,
        schema: schemas[name],
        connections: 128,
        rewriteHeaders: (headers) => ({ [passportHeader]: headers[passportHeader] }),
      })),
    },
  })
  process.send({ url: `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql` })
})
process.once('disconnect', () => process.exit())
