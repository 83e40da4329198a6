-- Partial, which the models cannot say: nearly every row is in both regions.
CREATE INDEX "objects_in_one_region_idx" ON "objects"("changed_at", "key") WHERE "state" = 'LIVE' AND "in_primary" <> "in_backup";
