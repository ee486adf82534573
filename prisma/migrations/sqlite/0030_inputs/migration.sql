-- AlterTable
ALTER TABLE "Camera" ADD COLUMN "video" JSONB;
