import { Link } from 'react-router'
import { PageTitle } from '../parts/page-title.tsx'

/** What somebody sees who is not signed in. */
export function Welcome() {
  return (
    <div className="welcome">
      <PageTitle title="Welcome" hidden />
      <div className="prints" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <h2>Photographs, in the order they were taken out of the bath.</h2>
      <p>No ranking and no strangers in between: the people you follow, the latest first.</p>
      <div className="actions">
        <Link className="button" to="/sign-up">
          Make an account
        </Link>
        <Link className="button quiet" to="/sign-in">
          Sign in
        </Link>
      </div>
    </div>
  )
}
