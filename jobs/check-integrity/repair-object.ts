import { z } from 'zod'
import { defineJob } from '../kit.ts'
import { checkObjects } from './check-objects.ts'

/** Checks and repairs one object, when what it is to be repaired from is thawed: a walk over all objects does not wait for that. */
export const repairObject = defineJob({
  name: 'repair_object',
  what: 'One object repaired.',
  payload: z.object({ key: z.string() }),
  key: ({ key }) => key,
  lane: 'backfill',
  retry: { attempts: 6 },
  async run({ key }, ctx) {
    const objects = await ctx.store.liveAmong([key])
    if (objects.length === 0) await ctx.db.unrepairableObject.deleteMany({ where: { key } })
    // Not thawed yet: the job is put off.
    else await checkObjects(ctx, objects, (_, fault) => Promise.reject(fault))
  },
})
