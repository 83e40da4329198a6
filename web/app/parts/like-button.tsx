import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { useSession } from '../api/session.ts'
import { LikePostDocument, type PostViewFragment, UnlikePostDocument } from '../operations.gen.ts'
import { short } from './count.ts'
import { Icon } from './icon.tsx'
import { useToast } from './toasts.tsx'

type Likeable = Pick<PostViewFragment, 'id' | 'likeCount' | 'viewerHasLiked'>

/** Likes or takes the like back. It shows at once; when it fails it is as before, and said. */
export function useLike(post: Likeable): (liked?: boolean) => Promise<void> {
  const toast = useToast()
  const { kind } = useSession()
  const navigate = useNavigate()
  return async (liked = !post.viewerHasLiked) => {
    if (kind !== 'in') return void navigate('/sign-in')
    if (liked === post.viewerHasLiked) return
    const { id } = post
    const likeCount = Math.max(0, post.likeCount + (liked ? 1 : -1))
    const payload = { post: { __typename: 'Post' as const, id, likeCount, viewerHasLiked: liked }, userErrors: [] }
    const input = { postId: id }
    const outcome = liked
      ? await act(LikePostDocument, { input }, { optimisticResponse: { likePost: payload } })
      : await act(UnlikePostDocument, { input }, { optimisticResponse: { unlikePost: payload } })
    if (!outcome.ok) toast(outcome.faults[0]!.message)
  }
}

export function LikeButton({ post }: { post: Likeable }) {
  const like = useLike(post)
  return (
    <button
      type="button"
      className="like icon-button"
      aria-pressed={post.viewerHasLiked}
      aria-label={`Like, ${post.likeCount}`}
      onClick={() => void like()}
    >
      <Icon name="heart" filled={post.viewerHasLiked} />
      <span aria-hidden="true">{short(post.likeCount)}</span>
    </button>
  )
}
