-- CreateIndex
CREATE INDEX "posts_deleted_at_idx" ON "posts"("deleted_at");
