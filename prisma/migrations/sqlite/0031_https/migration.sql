-- AlterTable
ALTER TABLE "Camera" ADD COLUMN "scheme" TEXT NOT NULL DEFAULT 'http';
ALTER TABLE "Camera" ADD COLUMN "certificate" JSONB;
ALTER TABLE "Camera" ADD COLUMN "streamCertificate" JSONB;
