-- CreateTable
CREATE TABLE "EquipmentPart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "equipmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "least" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "EquipmentPart_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "EquipmentPart_equipmentId_idx" ON "EquipmentPart"("equipmentId");

-- CreateIndex
CREATE INDEX "Audit_subject_at_idx" ON "Audit"("subject", "at");
