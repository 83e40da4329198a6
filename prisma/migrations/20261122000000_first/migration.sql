-- Ids are 64-bit and time-ordered: milliseconds since 2025-01-01 (41 bits), shard (13 bits), sequence (10 bits).
-- The shard is the database's setting `halide.shard` (0 when unset), so that shards never make the same id.
CREATE SEQUENCE "id_sequence" CYCLE MAXVALUE 1023 MINVALUE 0 START 0;
CREATE FUNCTION next_id() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1735689600000) << 23)
       | (coalesce(nullif(current_setting('halide.shard', true), ''), '0')::bigint << 10)
       | nextval('id_sequence')
$$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "upload_status" AS ENUM ('ISSUED', 'STORED', 'USED');

-- CreateEnum
CREATE TYPE "post_status" AS ENUM ('PROCESSING', 'READY', 'FAILED');

-- CreateEnum
CREATE TYPE "photo_status" AS ENUM ('PROCESSING', 'READY', 'FAILED');

-- CreateEnum
CREATE TYPE "object_state" AS ENUM ('PENDING', 'LIVE', 'TOMBSTONED', 'GONE');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('USER', 'ADMIN');

-- CreateEnum
CREATE TYPE "reach" AS ENUM ('FAN_OUT', 'PROMOTING', 'CELEBRITY');

-- CreateTable
CREATE TABLE "likes" (
    "post_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "likes_pkey" PRIMARY KEY ("post_id","user_id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "post_id" BIGINT NOT NULL,
    "author_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_counters" (
    "post_id" BIGINT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "likes" INTEGER NOT NULL DEFAULT 0,
    "comments" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "post_counters_pkey" PRIMARY KEY ("post_id","shard")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "worker_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "user_id" BIGINT NOT NULL,
    "post_id" BIGINT NOT NULL DEFAULT next_id(),
    "byte_size" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,
    "md5" BYTEA NOT NULL,
    "object_key" TEXT NOT NULL,
    "status" "upload_status" NOT NULL DEFAULT 'ISSUED',
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" BIGINT NOT NULL,
    "author_id" BIGINT NOT NULL,
    "caption" TEXT NOT NULL,
    "status" "post_status" NOT NULL DEFAULT 'PROCESSING',
    "position" BIGINT,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "photos" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "post_id" BIGINT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "upload_id" BIGINT NOT NULL,
    "original_key" TEXT NOT NULL,
    "alt_text" TEXT NOT NULL,
    "filter" TEXT,
    "status" "photo_status" NOT NULL DEFAULT 'PROCESSING',
    "edition" INTEGER NOT NULL DEFAULT 1,
    "width" INTEGER,
    "height" INTEGER,
    "blurhash" TEXT,
    "dominant_color" TEXT,

    CONSTRAINT "photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "renditions" (
    "photo_id" BIGINT NOT NULL,
    "edition" INTEGER NOT NULL,
    "size" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "md5" BYTEA NOT NULL,
    "object_key" TEXT NOT NULL,

    CONSTRAINT "renditions_pkey" PRIMARY KEY ("photo_id","edition","size","format")
);

-- CreateTable
CREATE TABLE "objects" (
    "key" TEXT NOT NULL,
    "state" "object_state" NOT NULL DEFAULT 'PENDING',
    "byte_size" INTEGER NOT NULL,
    "md5" BYTEA NOT NULL,
    "content_type" TEXT NOT NULL,
    "in_primary" BOOLEAN NOT NULL DEFAULT false,
    "in_backup" BOOLEAN NOT NULL DEFAULT false,
    "storage_class" TEXT NOT NULL DEFAULT 'STANDARD',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objects_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "users" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "handle" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "bio" TEXT NOT NULL DEFAULT '',
    "role" "user_role" NOT NULL DEFAULT 'USER',
    "reach" "reach" NOT NULL DEFAULT 'FAN_OUT',
    "reach_epoch" INTEGER NOT NULL DEFAULT 0,
    "feed_epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follows" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "follower_id" BIGINT NOT NULL,
    "followee_id" BIGINT NOT NULL,

    CONSTRAINT "follows_pkey" PRIMARY KEY ("follower_id","followee_id")
);

-- CreateTable
CREATE TABLE "user_counters" (
    "user_id" BIGINT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "followers" INTEGER NOT NULL DEFAULT 0,
    "following" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "user_counters_pkey" PRIMARY KEY ("user_id","shard")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" BIGINT NOT NULL DEFAULT next_id(),
    "user_id" BIGINT NOT NULL,
    "series_hash" BYTEA NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "replaced_hash" BYTEA,
    "successor" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comments_post_id_id_idx" ON "comments"("post_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "comments_author_id_idempotency_key_key" ON "comments"("author_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "uploads_post_id_idx" ON "uploads"("post_id");

-- CreateIndex
CREATE INDEX "uploads_status_id_idx" ON "uploads"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "uploads_user_id_idempotency_key_key" ON "uploads"("user_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "posts_position_key" ON "posts"("position");

-- CreateIndex
CREATE INDEX "posts_author_id_position_idx" ON "posts"("author_id", "position" DESC);

-- CreateIndex
CREATE INDEX "posts_author_id_id_idx" ON "posts"("author_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "posts_author_id_idempotency_key_key" ON "posts"("author_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "photos_upload_id_key" ON "photos"("upload_id");

-- CreateIndex
CREATE UNIQUE INDEX "photos_post_id_ordinal_key" ON "photos"("post_id", "ordinal");

-- CreateIndex
CREATE INDEX "objects_state_changed_at_idx" ON "objects"("state", "changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_handle_key" ON "users"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "follows_followee_id_follower_id_idx" ON "follows"("followee_id", "follower_id");

-- CreateIndex
CREATE INDEX "follows_followee_id_id_idx" ON "follows"("followee_id", "id");

-- CreateIndex
CREATE INDEX "follows_follower_id_id_idx" ON "follows"("follower_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_series_hash_key" ON "sessions"("series_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- AddForeignKey
ALTER TABLE "photos" ADD CONSTRAINT "photos_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renditions" ADD CONSTRAINT "renditions_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "photos"("id") ON DELETE CASCADE ON UPDATE CASCADE;

