import { useQuery } from '@apollo/client/react'
import { ViewerDocument, type ViewerQuery } from '../operations.gen.ts'
import { useSession } from './session.ts'

export type Viewer = NonNullable<ViewerQuery['viewer']>

/** Who is signed in; null when nobody is, or it is not known yet. */
export function useViewer(): Viewer | null {
  const { kind } = useSession()
  const { data } = useQuery(ViewerDocument, { skip: kind !== 'in' })
  return (kind === 'in' && data?.viewer) || null
}
