-- CreateTable
CREATE TABLE "Generation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "value" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "Generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Resource" (
    "uid" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "vCluster" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "generation" BIGINT NOT NULL,
    "managedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("uid")
);

-- CreateTable
CREATE TABLE "Secret" (
    "uid" UUID NOT NULL,
    "property" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "Secret_pkey" PRIMARY KEY ("uid","property")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" BIGSERIAL NOT NULL,
    "generation" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "vCluster" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "spec" JSONB,
    "actor" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "generation" BIGINT NOT NULL,
    "user" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "vCluster" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" TEXT NOT NULL,
    "vCluster" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Slot" (
    "slot" INTEGER NOT NULL,
    "physicalCluster" TEXT NOT NULL,
    "brokerId" INTEGER NOT NULL,

    CONSTRAINT "Slot_pkey" PRIMARY KEY ("slot")
);

-- CreateTable
CREATE TABLE "Worker" (
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "generation" BIGINT NOT NULL,
    "adminUrl" TEXT NOT NULL,
    "clusters" JSONB NOT NULL,
    "addresses" JSONB NOT NULL,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ResourceStatus" (
    "id" BIGSERIAL NOT NULL,
    "worker" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "vCluster" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "error" TEXT NOT NULL,

    CONSTRAINT "ResourceStatus_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Resource_kind_vCluster_name_key" ON "Resource"("kind", "vCluster", "name");

-- CreateIndex
CREATE INDEX "Revision_kind_vCluster_name_generation_idx" ON "Revision"("kind", "vCluster", "name", "generation");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE INDEX "AuditEvent_kind_vCluster_name_idx" ON "AuditEvent"("kind", "vCluster", "name");

-- CreateIndex
CREATE INDEX "Token_vCluster_username_idx" ON "Token"("vCluster", "username");

-- CreateIndex
CREATE UNIQUE INDEX "Slot_physicalCluster_brokerId_key" ON "Slot"("physicalCluster", "brokerId");

-- CreateIndex
CREATE INDEX "ResourceStatus_worker_idx" ON "ResourceStatus"("worker");

-- CreateIndex
CREATE INDEX "ResourceStatus_kind_vCluster_name_idx" ON "ResourceStatus"("kind", "vCluster", "name");

-- AddForeignKey
ALTER TABLE "Secret" ADD CONSTRAINT "Secret_uid_fkey" FOREIGN KEY ("uid") REFERENCES "Resource"("uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResourceStatus" ADD CONSTRAINT "ResourceStatus_worker_fkey" FOREIGN KEY ("worker") REFERENCES "Worker"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- The one row of its table.
INSERT INTO "Generation" ("id", "value") VALUES (1, 0);
