-- AlterTable
ALTER TABLE "Worker" ADD COLUMN     "clients" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "refusals" JSONB NOT NULL DEFAULT '[]';
