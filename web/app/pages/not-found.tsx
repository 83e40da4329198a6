import { Link } from 'react-router'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty } from '../parts/states.tsx'

export function NotFound({ what = 'This page' }: { what?: string }) {
  return (
    <>
      <PageTitle title="Not found" hidden />
      <Empty icon="compass" title={`${what} is not here`}>
        <p>It may have been removed, it may be private, or the address is not right.</p>
        <Link className="button" to="/">
          Home
        </Link>
      </Empty>
    </>
  )
}
