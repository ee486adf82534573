-- CreateTable
CREATE TABLE "FaultRoom" (
    "faultId" TEXT NOT NULL,
    "displayId" TEXT NOT NULL,
    "joinedAt" DATETIME NOT NULL,
    "backAt" DATETIME,

    PRIMARY KEY ("faultId", "displayId")
);

-- CreateIndex
CREATE INDEX "FaultRoom_displayId_idx" ON "FaultRoom"("displayId");
