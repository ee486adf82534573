-- CreateTable
CREATE TABLE "VendorCall" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "vendorId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "by" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "spokeTo" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL,
    "promised" INTEGER,
    CONSTRAINT "VendorCall_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES "Vendor" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VendorCallFault" (
    "callId" TEXT NOT NULL,
    "faultId" TEXT NOT NULL,

    PRIMARY KEY ("callId", "faultId"),
    CONSTRAINT "VendorCallFault_callId_fkey" FOREIGN KEY ("callId") REFERENCES "VendorCall" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Visit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "vendorId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "start" DATETIME NOT NULL,
    "end" DATETIME NOT NULL,
    "technician" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "arrivedAt" DATETIME,
    "endedAt" DATETIME,
    "callOutCost" INTEGER,
    "nextVisit" TEXT NOT NULL DEFAULT '',
    "signature" TEXT NOT NULL DEFAULT '',
    "signedBy" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Visit_vendorId_fkey" FOREIGN KEY ("vendorId") REFERENCES "Vendor" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitFault" (
    "visitId" TEXT NOT NULL,
    "faultId" TEXT NOT NULL,
    "holds" TEXT,
    "outcome" TEXT,
    "found" TEXT NOT NULL DEFAULT '',
    "done" TEXT NOT NULL DEFAULT '',
    "parts" JSONB NOT NULL DEFAULT [],
    "cost" INTEGER,

    PRIMARY KEY ("visitId", "faultId"),
    CONSTRAINT "VisitFault_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VisitEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "visitId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "by" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "VisitEvent_visitId_fkey" FOREIGN KEY ("visitId") REFERENCES "Visit" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Vendor" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "taxId" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "serves" JSONB NOT NULL,
    "contacts" JSONB NOT NULL DEFAULT [],
    "contracts" JSONB NOT NULL DEFAULT [],
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "archivedAt" DATETIME
);
INSERT INTO "new_Vendor" ("address", "archivedAt", "createdAt", "email", "id", "name", "note", "phone", "serves", "taxId", "version") SELECT "address", "archivedAt", "createdAt", "email", "id", "name", "note", "phone", "serves", "taxId", "version" FROM "Vendor";
DROP TABLE "Vendor";
ALTER TABLE "new_Vendor" RENAME TO "Vendor";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "VendorCall_vendorId_at_idx" ON "VendorCall"("vendorId", "at");

-- CreateIndex
CREATE INDEX "VendorCallFault_faultId_idx" ON "VendorCallFault"("faultId");

-- CreateIndex
CREATE INDEX "Visit_state_start_idx" ON "Visit"("state", "start");

-- CreateIndex
CREATE INDEX "Visit_vendorId_start_idx" ON "Visit"("vendorId", "start");

-- CreateIndex
CREATE INDEX "Visit_endedAt_idx" ON "Visit"("endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "VisitFault_holds_key" ON "VisitFault"("holds");

-- CreateIndex
CREATE INDEX "VisitFault_faultId_idx" ON "VisitFault"("faultId");

-- CreateIndex
CREATE INDEX "VisitEvent_visitId_at_idx" ON "VisitEvent"("visitId", "at");
