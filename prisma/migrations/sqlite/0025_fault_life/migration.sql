-- AlterTable
ALTER TABLE "Fault" ADD COLUMN "askedAt" DATETIME;
ALTER TABLE "Fault" ADD COLUMN "symptom" TEXT;

-- CreateTable
CREATE TABLE "FaultFellow" (
    "faultId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("faultId", "userId"),
    CONSTRAINT "FaultFellow_faultId_fkey" FOREIGN KEY ("faultId") REFERENCES "Fault" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "FaultFellow_userId_idx" ON "FaultFellow"("userId");
