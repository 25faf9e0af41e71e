-- AlterTable
ALTER TABLE "Token" ADD COLUMN     "generation" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Step" (
    "generation" BIGINT NOT NULL,
    "mark" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Step_pkey" PRIMARY KEY ("generation")
);

-- CreateIndex
CREATE INDEX "Resource_vCluster_idx" ON "Resource"("vCluster");

-- CreateIndex
CREATE INDEX "Resource_generation_idx" ON "Resource"("generation");

-- CreateIndex
CREATE INDEX "Revision_generation_idx" ON "Revision"("generation");

-- CreateIndex
CREATE INDEX "Token_generation_idx" ON "Token"("generation");

-- CreateIndex
CREATE INDEX "Token_expiresAt_idx" ON "Token"("expiresAt");

-- What changes from now on can be told.
INSERT INTO "Step" ("generation", "mark", "at") SELECT "value", gen_random_uuid(), CURRENT_TIMESTAMP FROM "Generation";
