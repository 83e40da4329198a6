import { readEnv } from '@halide/telemetry/read-env.ts'
import { z } from 'zod'

/** `https://halide.example`: where something answers, without a path. */
const origin = z.url().transform((text) => new URL(text).origin)

/** The settings of the web app's door. */
export const env = readEnv(
  z.object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4020),
    LOG_LEVEL: z.string().default('info'),
    GATEWAY_URL: origin.default('http://127.0.0.1:4000'),
    MEDIA_URL: origin,
    /** `10.0.0.0/8,127.0.0.1` */
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean),
      ),
  }),
)
