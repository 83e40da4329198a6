-- AlterTable
ALTER TABLE "users" ADD COLUMN     "private_since" TIMESTAMPTZ(3),
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "posts" ADD COLUMN     "moderated_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "follow_requests" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "follower_id" BIGINT NOT NULL,
    "followee_id" BIGINT NOT NULL,

    CONSTRAINT "follow_requests_pkey" PRIMARY KEY ("follower_id","followee_id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "blocker_id" BIGINT NOT NULL,
    "blocked_id" BIGINT NOT NULL,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("blocker_id","blocked_id")
);

-- CreateTable
CREATE TABLE "mutes" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "muter_id" BIGINT NOT NULL,
    "muted_id" BIGINT NOT NULL,

    CONSTRAINT "mutes_pkey" PRIMARY KEY ("muter_id","muted_id")
);

-- CreateIndex
CREATE INDEX "follow_requests_followee_id_id_idx" ON "follow_requests"("followee_id", "id");

-- CreateIndex
CREATE INDEX "blocks_blocked_id_idx" ON "blocks"("blocked_id");

-- CreateIndex
CREATE INDEX "blocks_blocker_id_id_idx" ON "blocks"("blocker_id", "id");

-- CreateIndex
CREATE INDEX "mutes_muter_id_id_idx" ON "mutes"("muter_id", "id");

-- Who may see whom and what: the one place where that is decided. A viewer is a user's id, or null for who is not signed in. Each
-- is a single SELECT, which Postgres puts into the statement that reads from it, and plans as a part of that.

-- People: not those deleted or suspended, nor, either way, those of a block.
CREATE FUNCTION visible_users(viewer bigint) RETURNS SETOF users LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT person.* FROM users person
  WHERE person.deleted_at IS NULL AND person.suspended_at IS NULL
    AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = person.id AND blocked_id = viewer)
    AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = viewer AND blocked_id = person.id)
$$;

-- People whose posts and lists the viewer may look into: of private accounts, those followed, and the viewer.
CREATE FUNCTION open_users(viewer bigint) RETURNS SETOF users LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT person.* FROM visible_users(viewer) person
  WHERE person.private_since IS NULL OR person.id = viewer
    OR EXISTS (SELECT FROM follows WHERE follower_id = viewer AND followee_id = person.id)
$$;

-- Posts: READY ones that no moderator hides, and the viewer's own, of people whose posts the viewer may see.
CREATE FUNCTION visible_posts(viewer bigint) RETURNS SETOF posts LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT post.* FROM posts post JOIN open_users(viewer) author ON author.id = post.author_id
  WHERE post.deleted_at IS NULL
    AND (post.status = 'READY' AND post.moderated_at IS NULL OR post.author_id = viewer)
$$;

-- Posts that are put before the viewer without being asked for: not those of the muted.
CREATE FUNCTION listed_posts(viewer bigint) RETURNS SETOF posts LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT post.* FROM visible_posts(viewer) post
  WHERE NOT EXISTS (SELECT FROM mutes WHERE muter_id = viewer AND muted_id = post.author_id)
$$;
