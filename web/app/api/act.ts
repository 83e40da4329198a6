import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client'
import { client } from './client.ts'
import { explain } from './errors.ts'
import type { FormFault } from './session.ts'

type Payload = { userErrors?: readonly FormFault[] }
type Extras<Data, Vars extends OperationVariables> = Omit<
  ApolloClient.MutateOptions<Data, Vars>,
  'mutation' | 'variables'
>

/** A mutation's outcome: its payload, or what is wrong, in words to show. */
export type Outcome<Data> = { ok: true; data: Data } | { ok: false; faults: readonly FormFault[] }

/** Sends one mutation. Never throws: whatever fails is a fault to show. */
export async function act<Data extends object, Vars extends OperationVariables>(
  mutation: TypedDocumentNode<Data, Vars>,
  variables: Vars,
  extras?: Extras<Data, Vars>,
): Promise<Outcome<Data>> {
  try {
    const options = { mutation, variables, ...extras } as ApolloClient.MutateOptions<Data, Vars>
    const { data } = await client.mutate(options)
    if (!data) throw new Error('an answer without data')
    const faults = Object.values(data as Record<string, Payload | null>).flatMap((payload) => payload?.userErrors ?? [])
    return faults.length > 0 ? { ok: false, faults } : { ok: true, data: data as Data }
  } catch (error) {
    const { title, advice } = explain(error)
    return { ok: false, faults: [{ code: 'FAILED', message: `${title}. ${advice}` }] }
  }
}
