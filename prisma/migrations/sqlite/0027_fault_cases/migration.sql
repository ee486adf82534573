-- CreateTable
CREATE TABLE "FaultCase" (
    "faultId" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" DATETIME NOT NULL,
    "goneAt" DATETIME,
    "lapsed" BOOLEAN NOT NULL DEFAULT false
);

-- CreateIndex
CREATE INDEX "FaultCase_key_idx" ON "FaultCase"("key");

-- CreateIndex
CREATE INDEX "FaultCase_goneAt_idx" ON "FaultCase"("goneAt");
