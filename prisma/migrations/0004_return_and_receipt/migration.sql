-- AlterTable
ALTER TABLE "Revision" ADD COLUMN     "sealed" JSONB,
ADD COLUMN     "uid" UUID;

-- CreateTable
CREATE TABLE "Receipt" (
    "user" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "generation" BIGINT NOT NULL,
    "applied" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("user","key")
);

-- CreateIndex
CREATE INDEX "Receipt_at_idx" ON "Receipt"("at");

-- What there is now can be returned to with its secrets. Of earlier revisions they were not kept.
UPDATE "Revision" SET "uid" = "Resource"."uid", "sealed" = COALESCE(
    (SELECT jsonb_object_agg("property", encode("ciphertext", 'base64')) FROM "Secret" WHERE "Secret"."uid" = "Resource"."uid"),
    '{}'::jsonb
)
FROM "Resource"
WHERE "Revision"."kind" = "Resource"."kind"
  AND "Revision"."vCluster" = "Resource"."vCluster"
  AND "Revision"."name" = "Resource"."name"
  AND "Revision"."generation" = "Resource"."generation"
  AND "Revision"."spec" IS NOT NULL;
