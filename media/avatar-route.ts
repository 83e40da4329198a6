import { parseAvatarPath } from '@halide/schema/image-paths.ts'
import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import type { FastifyInstance } from 'fastify'
import { chooseFormat } from './choose-format.ts'
import type { FindAvatars } from './find-avatars.ts'
import type { HotAnswers } from './hot-answers.ts'
import type { OpenObject } from './hot-objects.ts'
import { forEver, forWebApps } from './image-route.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'
import { outcomeOf, sendObject } from './send-object.ts'

export interface AvatarDeps {
  findAvatars: FindAvatars
  open: OpenObject
  hotAnswers: HotAnswers
  metrics: MediaMetrics
}

/** `GET` and `HEAD /avatars/:avatar/:size`, with or without an extension, as photos are served: another picture has another address. */
export function serveAvatars(app: FastifyInstance, { findAvatars, open, hotAnswers, metrics }: AvatarDeps): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/avatars/*',
    handler: async (request, reply) => {
      let answered: RenditionFormat | null = null
      reply.raw.once('close', () => metrics.imageAnswered(answered, outcomeOf(reply), reply.elapsedTime / 1000))
      const avatar = parseAvatarPath(request.url.split('?', 1)[0] ?? '')
      const shown = avatar && (await findAvatars(avatar))
      if (!shown) return refuse(reply, 'IMAGE_NOT_FOUND')
      reply.headers(forWebApps)
      if (!avatar.format) reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '))
      answered = avatar.format ?? chooseFormat(request.headers.accept, new Set(shown.byFormat.keys()))
      const file = answered && shown.byFormat.get(answered)
      if (!answered || !file) return refuse(reply, 'IMAGE_NOT_FOUND')
      const { contentType } = renditionFormats[answered]
      await sendObject(open, { ...file, contentType, cacheControl: forEver }, request, reply)
      hotAnswers.keep(reply, { objectKey: file.objectKey, format: answered, goodUntil: shown.goodUntil })
    },
  })
}
