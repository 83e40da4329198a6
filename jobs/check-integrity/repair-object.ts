import { z } from 'zod'
import { defineJob } from '../kit.ts'
import { checkObject } from './check-object.ts'

/** Checks and repairs one object, when what it is to be repaired from is thawed: a walk over all objects does not wait for that. */
export const repairObject = defineJob({
  name: 'repair_object',
  payload: z.object({ key: z.string() }),
  key: ({ key }) => key,
  lane: 'backfill',
  retry: { attempts: 6 },
  async run({ key }, ctx) {
    const [object] = await ctx.store.liveAmong([key])
    const verdict = object && (await checkObject(ctx, object, ctx.signal))
    if (verdict !== 'UNREPAIRABLE') await ctx.db.unrepairableObject.deleteMany({ where: { key } })
  },
})
