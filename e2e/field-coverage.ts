import { readFileSync } from 'node:fs'
import type { Client, Variables } from '@halide/local/client.ts'
import { buildSchema, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

export interface FieldCoverage {
  /** From now on counts what this client asks for, where the answer has no error. */
  watch(client: Client): void
  /** Fields of the public API, as `Type.field`, that nobody has asked for. */
  unasked(): string[]
}

const apiSdl = new URL('../schema/api.graphql', import.meta.url)

/** Which fields of the public API are covered by what clients ask. */
export function createFieldCoverage(): FieldCoverage {
  const schema = buildSchema(readFileSync(apiSdl, 'utf8'))
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  const unasked = new Set(
    types.flatMap((type) => (isObjectType(type) ? Object.keys(type.getFields()).map((name) => `${type}.${name}`) : [])),
  )

  function note(query: string): void {
    const info = new TypeInfo(schema)
    const Field = () => void unasked.delete(`${info.getParentType()}.${info.getFieldDef()?.name}`)
    visit(parse(query), visitWithTypeInfo(info, { Field }))
  }

  return {
    watch(client) {
      const send = client.send.bind(client)
      client.send = async <Data>(query: string, variables?: Variables) => {
        const answer = await send<Data>(query, variables)
        if (!answer.errors) note(query)
        return answer
      }
    },
    unasked: () => [...unasked].sort(),
  }
}
