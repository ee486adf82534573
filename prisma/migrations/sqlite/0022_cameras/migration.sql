-- CreateTable
CREATE TABLE "Camera" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "user" TEXT NOT NULL,
    "sealedPassword" TEXT NOT NULL,
    "equipmentId" TEXT,
    "maker" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL DEFAULT '',
    "serial" TEXT NOT NULL DEFAULT '',
    "firmware" TEXT NOT NULL DEFAULT '',
    "health" JSONB NOT NULL,
    "since" DATETIME NOT NULL,
    "offsetMs" INTEGER,
    "lookedAt" DATETIME,
    "answeredAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "removedAt" DATETIME
);

-- CreateIndex
CREATE INDEX "Camera_equipmentId_idx" ON "Camera"("equipmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Camera_address_port_key" ON "Camera"("address", "port");
